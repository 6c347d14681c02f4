// C ← A·B + beta·C, one thread for each entry of C.
//
//   A   rows × inner       B   inner × cols       C   rows × cols
//
// A and B may be read transposed: entry (i, p) of A is number i·aRow + p·aCol of its array,
// entry (p, j) of B is number p·bRow + j·bCol.
//
// Workgroup: 16 × 16 threads, for 16 × 16 neighbouring entries of C.
// Reads: thread (j, i) reads row i of A and column j of B, 2·inner numbers, all from the
// device's memory. Its 15 neighbours in the same row read the same row of A again, and
// its 15 neighbours in the same column the same column of B.

struct Shape {
  rows: u32, inner: u32, cols: u32, beta: f32,
  aRow: u32, aCol: u32, bRow: u32, bCol: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> A: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> C: array<f32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let j = id.x;
  let i = id.y;
  if (i >= shape.rows || j >= shape.cols) { return; }
  var total = 0.0;
  for (var p = 0u; p < shape.inner; p++) {
    total += A[i * shape.aRow + p * shape.aCol] * B[p * shape.bRow + j * shape.bCol];
  }
  let at = i * shape.cols + j;
  // Not total + 0·C: what stands in C may be NaN.
  if (shape.beta != 0.0) { total += shape.beta * C[at]; }
  C[at] = total;
}
