// One step of gradient descent, one thread for each document and for each term.
//
// Documents and terms are numbered through: first the documents, then the terms. The two
// factors stand in one matrix F, the row of each document in W above the row of each term
// in Hᵀ. The entry of V for document d and term t is stored twice, in row d at column t and
// in row t at column d. Then the gradient has one form for all rows:
//
//   gradient ← F[i]·gram − Σ V[i, j]·F[j]        gram = HHᵀ for a document, WᵀW for a term
//   next[i]  ← F[i] − rate · (gradient + lam · min(F[i] − mu, 0))
//
// R = WH − V is not formed: a thread visits only the entries of V that are not 0.
//
//   V   all × all, sparse (CSR)
//   F, next   all × K, textures with 4 topics in a place, filled up with zeros
//   grams   WᵀW, then HHᵀ; 4·QUADS × QUADS places each, filled up with zeros
//
// Workgroup: 64 threads, for 64 rows. Which row a thread takes stands in `order`, so that
// threads that run in step have rows of like length.
// Reads: a thread reads its row of V, for each entry in it one row of F, and its own row
// of F. Nobody reads what another one writes: the new rows go into another texture.
//
// Change it and run `deno task lesson:04` again. For projection in place of the penalty,
// write this in place of the lines that begin with `let penalty` and `let moved`:
//   let moved = max(f[q] - settings.rate * gradient[q], vec4f());

// The values of these two are put in when the kernel is built. K must be a const, because
// it is the length of a thread's own arrays.
const K: u32 = 6; // topics
override DOCUMENTS: u32 = 1;
const QUADS = (K + 3) / 4; // places of 4 topics in a row
const ACROSS = 256u; // rows of F side by side in a texture

struct Settings { rate: f32, lam: f32, mu: f32 }

@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> indptr: array<u32>;
@group(0) @binding(2) var<storage, read> indices: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<f32>;
@group(0) @binding(4) var F: texture_2d<f32>;
@group(0) @binding(5) var<storage, read> grams: array<vec4f>;
@group(0) @binding(6) var next: texture_storage_2d<rgba32float, write>;
@group(1) @binding(0) var<uniform> settings: Settings;

// Where topics 4q to 4q + 3 of row i stand.
fn place(i: u32, q: u32) -> vec2u { return vec2u(i % ACROSS * QUADS + q, i / ACROSS); }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&order)) { return; }
  let i = order[id.x];

  var gradient: array<vec4f, QUADS>;
  let end = indptr[i + 1];
  for (var p = indptr[i]; p < end; p++) {
    let value = data[p];
    let j = indices[p];
    for (var q = 0u; q < QUADS; q++) { gradient[q] -= value * textureLoad(F, place(j, q), 0); }
  }

  var f: array<vec4f, QUADS>;
  for (var q = 0u; q < QUADS; q++) { f[q] = textureLoad(F, place(i, q), 0); }
  let gram = select(0u, 4 * QUADS * QUADS, i < DOCUMENTS);
  for (var q = 0u; q < QUADS; q++) {
    for (var r = 0u; r < K; r++) { gradient[q] += f[r / 4][r % 4] * grams[gram + r * QUADS + q]; }
    let penalty = min(f[q] - settings.mu, vec4f());
    let moved = f[q] - settings.rate * (gradient[q] + settings.lam * penalty);
    // What fills the row up beyond the last topic stays 0.
    let topics = 4 * q + vec4u(0, 1, 2, 3);
    textureStore(next, place(i, q), select(vec4f(), moved, topics < vec4u(K)));
  }
}
