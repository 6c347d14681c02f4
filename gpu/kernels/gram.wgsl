// Partial sums of the Gram matrix AᵀA, or of two of them when A is two matrices one below
// the other. sum_partials.wgsl adds them up.
//
//   A   rows × K; the second matrix, if there is one, begins at row `split`
//   partials   THREADS × matrices × K × K
//
// Workgroup: 64 threads, THREADS in all; y is 0 for the first matrix and 1 for the second.
// Thread t takes the rows t, t + THREADS, t + 2·THREADS … of its matrix and adds up their
// outer products.
// Reads: neighbouring threads read neighbouring rows, each row once. The K × K sums stay
// in registers; only the lower triangle is computed, the matrix is symmetric.

const K: u32 = 6;
const THREADS: u32 = 512;

struct Stack { split: u32 }

@group(0) @binding(0) var<uniform> stack: Stack;
@group(0) @binding(1) var<storage, read> A: array<f32>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let first = select(0u, stack.split, workgroup.y == 1);
  let end = select(stack.split, arrayLength(&A) / K, workgroup.y == 1);
  var total: array<f32, K * K>;
  for (var i = first + id.x; i < end; i += THREADS) {
    var a: array<f32, K>;
    for (var r = 0u; r < K; r++) { a[r] = A[i * K + r]; }
    for (var r = 0u; r < K; r++) {
      for (var s = 0u; s <= r; s++) { total[r * K + s] += a[r] * a[s]; }
    }
  }
  let base = (id.x * workgroups.y + workgroup.y) * K * K;
  for (var r = 0u; r < K; r++) {
    for (var s = 0u; s < K; s++) {
      partials[base + r * K + s] = total[max(r, s) * K + min(r, s)];
    }
  }
}
