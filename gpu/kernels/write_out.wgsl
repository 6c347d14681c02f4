// Rows of V with their zeros written out; dense is all zeros before.
//
//   V   sparse (CSR), above its transpose, so that its terms' numbers begin at `documents`
//   dense   rows × terms, the rows from `firstRow` on
//
// Workgroup: 64 threads, for 64 documents.
// Reads: each thread the entries of its own document, once; it writes only those.

struct Block { firstRow: u32, rows: u32, documents: u32, terms: u32 }

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<storage, read> indptr: array<u32>;
@group(0) @binding(2) var<storage, read> indices: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<f32>;
@group(0) @binding(4) var<storage, read_write> dense: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= block.rows) { return; }
  let end = indptr[block.firstRow + i + 1];
  for (var p = indptr[block.firstRow + i]; p < end; p++) {
    dense[i * block.terms + indices[p] - block.documents] = data[p];
  }
}
