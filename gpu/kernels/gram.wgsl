// Partial sums of the Gram matrix AᵀA, or of two of them when A is two matrices one below
// the other. sum_partials.wgsl adds them up.
//
//   A   rows × K, a texture with 4 numbers of a row in a place; the second matrix, if there
//       is one, begins at row `split`
//   partials   THREADS × matrices × 4·QUADS × 4·QUADS, padded with zeros
//
// Workgroup: 64 threads, THREADS in all; y is 0 for the first matrix and 1 for the second.
// Thread t takes the rows t, t + THREADS, t + 2·THREADS … of its matrix and adds up their
// outer products.
// Reads: neighbouring threads read neighbouring rows, each row once. The sums stay in
// registers.

const K: u32 = 6;
override THREADS: u32 = 512;
const QUADS = (K + 3) / 4;
const ACROSS = 256u;

struct Stack { split: u32, rows: u32 }

@group(0) @binding(0) var<uniform> stack: Stack;
@group(0) @binding(1) var A: texture_2d<f32>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let first = select(0u, stack.split, workgroup.y == 1);
  let end = select(stack.split, stack.rows, workgroup.y == 1);
  var total: array<array<vec4f, QUADS>, 4 * QUADS>;
  for (var i = first + id.x; i < end; i += THREADS) {
    var a: array<vec4f, QUADS>;
    for (var q = 0u; q < QUADS; q++) {
      a[q] = textureLoad(A, vec2u(i % ACROSS * QUADS + q, i / ACROSS), 0);
    }
    for (var r = 0u; r < 4 * QUADS; r++) {
      for (var q = 0u; q < QUADS; q++) { total[r][q] += a[r / 4][r % 4] * a[q]; }
    }
  }
  let base = (id.x * workgroups.y + workgroup.y) * 4 * QUADS * QUADS;
  for (var r = 0u; r < 4 * QUADS; r++) {
    for (var q = 0u; q < QUADS; q++) { partials[base + r * QUADS + q] = total[r][q]; }
  }
}
