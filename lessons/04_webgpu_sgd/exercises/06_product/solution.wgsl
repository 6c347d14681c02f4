// C ← A·B, one thread for each entry of C.
//
//   A   ROWS × INNER       B   INNER × COLS       C   ROWS × COLS

const ROWS: u32 = 2; // the check puts other values into these three lines
const INNER: u32 = 3;
const COLS: u32 = 4;

@group(0) @binding(0) var<storage, read> A: array<f32>;
@group(0) @binding(1) var<storage, read> B: array<f32>;
@group(0) @binding(2) var<storage, read_write> C: array<f32>;

@compute @workgroup_size(4, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let j = id.x;
  let i = id.y;
  if (i >= ROWS || j >= COLS) { return; }
  // BLANK: write entry (i, j) of the product into C (about five lines)
  var total = 0.0;
  for (var p = 0u; p < INNER; p++) {
    total += A[i * INNER + p] * B[p * COLS + j];
  }
  C[i * COLS + j] = total;
  // END BLANK
}
