// C ← A·B, where A is sparse (CSR), one thread for each row of C.
//
//   A   ROWS × n, sparse       B   n × K       C   ROWS × K

const ROWS: u32 = 3; // the check puts other values into these two lines
const K: u32 = 2;

@group(0) @binding(0) var<storage, read> indptr: array<u32>;
@group(0) @binding(1) var<storage, read> indices: array<u32>;
@group(0) @binding(2) var<storage, read> data: array<f32>;
@group(0) @binding(3) var<storage, read> B: array<f32>;
@group(0) @binding(4) var<storage, read_write> C: array<f32>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ROWS) { return; }
  var row: array<f32, K>; // row i of C; all 0 at first
  // BLANK: add up row i of the product in row (about six lines)
  for (var p = indptr[i]; p < indptr[i + 1]; p++) {
    let j = indices[p];
    for (var r = 0u; r < K; r++) {
      row[r] += data[p] * B[j * K + r];
    }
  }
  // END BLANK
  for (var r = 0u; r < K; r++) { C[i * K + r] = row[r]; }
}
