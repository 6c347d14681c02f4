// C ← A·B + beta·C, in tiles that a workgroup reads together.
//
//   A   rows × inner       B   inner × cols       C   rows × cols
//
// A and B may be read transposed; see matmul_naive.wgsl.
//
// Workgroup: 16 × 16 threads, for 16 × 16 neighbouring entries of C.
// Reads: the workgroup walks along the inner dimension in steps of 16. In each step every
// thread brings one number of A and one of B into workgroup memory, which is small and
// fast; after a barrier each thread reads its row of the one tile and its column of the
// other from there. Every number is read from the device's memory once a workgroup
// instead of 16 times.

const TILE = 16u;

struct Shape {
  rows: u32, inner: u32, cols: u32, beta: f32,
  aRow: u32, aCol: u32, bRow: u32, bCol: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> A: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> C: array<f32>;

var<workgroup> tileA: array<array<f32, TILE>, TILE>;
var<workgroup> tileB: array<array<f32, TILE>, TILE>;

@compute @workgroup_size(TILE, TILE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let j = id.x;
  let i = id.y;
  var total = 0.0;
  for (var first = 0u; first < shape.inner; first += TILE) {
    let pA = first + local.x;
    let pB = first + local.y;
    tileA[local.y][local.x] = 0.0;
    tileB[local.y][local.x] = 0.0;
    if (i < shape.rows && pA < shape.inner) {
      tileA[local.y][local.x] = A[i * shape.aRow + pA * shape.aCol];
    }
    if (pB < shape.inner && j < shape.cols) {
      tileB[local.y][local.x] = B[pB * shape.bRow + j * shape.bCol];
    }
    workgroupBarrier();
    for (var p = 0u; p < TILE; p++) {
      total += tileA[local.y][p] * tileB[p][local.x];
    }
    workgroupBarrier();
  }
  // Threads outside C helped to fill the tiles; only now may they leave.
  if (i >= shape.rows || j >= shape.cols) { return; }
  let at = i * shape.cols + j;
  if (shape.beta != 0.0) { total += shape.beta * C[at]; }
  C[at] = total;
}
