// Rows of V with their zeros written out into a texture, 4 terms a place; it is all zeros
// before.
//
//   V   sparse (CSR), above its transpose, so that its terms' numbers begin at `documents`
//   dense   4·⌈rows/4⌉ × ⌈terms/4⌉ places, the rows from `firstRow` on
//
// Workgroup: 64 threads, for 64 documents.
// Reads: each thread the entries of its own document, once. Terms rise within a row, so
// those of one place come one after another and are written together.

struct Block { firstRow: u32, rows: u32, documents: u32, terms: u32 }

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var<storage, read> indptr: array<u32>;
@group(0) @binding(2) var<storage, read> indices: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<f32>;
@group(0) @binding(4) var dense: texture_storage_2d<rgba32float, write>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= block.rows) { return; }
  let end = indptr[block.firstRow + i + 1];
  var p = indptr[block.firstRow + i];
  while (p < end) {
    let quad = (indices[p] - block.documents) / 4;
    // Set to zeros by hand: a compiler was seen to do it before the first place alone.
    var four: vec4f = vec4f();
    for (; p < end; p++) {
      let term = indices[p] - block.documents;
      if (term / 4 != quad) { break; }
      four[term % 4] = data[p];
    }
    textureStore(dense, vec2u(quad, i), four);
  }
}
