// Wᵀ·(WH − V) for a block of documents: partial sums, one for each stretch of documents.
// sum_partials.wgsl adds them up. R = WH − V is never stored: 4 × 4 entries of it exist at
// a time, in registers.
//
//   V   rows × 4·quads, a texture with 4 terms a place       W   all documents × K
//   H   K × 4·quads
//       documents and terms are padded with zeros to a multiple of 4
//   partials   stretches × K × 4·quads, of all blocks
//
// Workgroup: 64 threads, for 64·4 terms; y counts the stretches of documents, 256 each.
// Reads: a thread keeps its 4 columns of H in registers and walks down its 4 columns of V;
// each number of V is read once, and neighbours read side by side. All threads read the
// same 4 rows of W at the same time, which costs as much as one read.

const K: u32 = 6;
override STRETCH: u32 = 256;

struct Block { firstRow: u32, rows: u32, quads: u32, firstPart: u32, allRows: u32 }

@group(0) @binding(0) var<uniform> block: Block;
@group(0) @binding(1) var V: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> W: array<f32>;
@group(0) @binding(3) var<storage, read> H: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4f>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let t = id.x;
  if (t >= block.quads) { return; }
  var h: array<vec4f, K>; // topic r of the 4 terms
  for (var r = 0u; r < K; r++) { h[r] = H[r * block.quads + t]; }
  var total: array<vec4f, K>;
  let first = workgroup.y * STRETCH;
  for (var i = first; i < min(first + STRETCH, block.rows); i += 4) {
    var w: array<vec4f, K>; // topic r of the 4 documents
    for (var r = 0u; r < K; r++) {
      let at = (block.firstRow + i) * K + r;
      w[r] = vec4f(W[at], W[at + K], W[at + 2 * K], W[at + 3 * K]);
    }
    // A column for each document, a row for each term.
    var residual = mat4x4f(
      -textureLoad(V, vec2u(t, i), 0),
      -textureLoad(V, vec2u(t, i + 1), 0),
      -textureLoad(V, vec2u(t, i + 2), 0),
      -textureLoad(V, vec2u(t, i + 3), 0),
    );
    for (var r = 0u; r < K; r++) {
      residual += mat4x4f(h[r] * w[r].x, h[r] * w[r].y, h[r] * w[r].z, h[r] * w[r].w);
    }
    for (var r = 0u; r < K; r++) { total[r] += residual * w[r]; }
  }
  for (var r = 0u; r < K; r++) {
    partials[((block.firstPart + workgroup.y) * K + r) * block.quads + t] = total[r];
  }
}
