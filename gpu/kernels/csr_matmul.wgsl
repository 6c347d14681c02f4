// C ← A·B, where A is sparse (CSR) and B has K columns, one thread for each row of C.
//
//   A   rows × n, sparse       B   n × K       C   rows × K
//
// Workgroup: 64 threads, for 64 rows. Which row a thread takes stands in `order`, so that
// threads that run in step have rows of like length.
// Reads: the thread of row i reads the stored entries of that row, and for each of them
// one row of B, K numbers side by side. It keeps its row of C in registers.

const K: u32 = 6;

@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> indptr: array<u32>;
@group(0) @binding(2) var<storage, read> indices: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<f32>;
@group(0) @binding(4) var<storage, read> B: array<f32>;
@group(0) @binding(5) var<storage, read_write> C: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&order)) { return; }
  let i = order[id.x];
  var row: array<f32, K>;
  let end = indptr[i + 1];
  for (var p = indptr[i]; p < end; p++) {
    let value = data[p];
    let base = indices[p] * K;
    for (var r = 0u; r < K; r++) { row[r] += value * B[base + r]; }
  }
  for (var r = 0u; r < K; r++) { C[i * K + r] = row[r]; }
}
