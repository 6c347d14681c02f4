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
//   V   all × all, sparse (CSR)     F, next   all × K     grams   WᵀW, then HHᵀ, K × K each
//
// Workgroup: 64 threads, for 64 rows. Which row a thread takes stands in `order`, so that
// threads that run in step have rows of like length.
// Reads: a thread reads its row of V, for each entry in it one row of F, and its own row
// of F. Nobody reads what another one writes: the new rows go into another matrix.
//
// Change it and run `deno task lesson:04` again. For projection in place of the penalty,
// write  next[…] = max(f[r] - settings.rate * gradient[r], 0.0);  at the end.

// These two are put in before the kernel is compiled.
const K: u32 = 6; // topics
const DOCUMENTS: u32 = 1;

struct Settings { rate: f32, lam: f32, mu: f32 }

@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> indptr: array<u32>;
@group(0) @binding(2) var<storage, read> indices: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<f32>;
@group(0) @binding(4) var<storage, read> F: array<f32>;
@group(0) @binding(5) var<storage, read> grams: array<f32>;
@group(0) @binding(6) var<storage, read_write> next: array<f32>;
@group(1) @binding(0) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&order)) { return; }
  let i = order[id.x];

  var gradient: array<f32, K>;
  let end = indptr[i + 1];
  for (var p = indptr[i]; p < end; p++) {
    let value = data[p];
    let base = indices[p] * K;
    for (var r = 0u; r < K; r++) { gradient[r] -= value * F[base + r]; }
  }

  var f: array<f32, K>;
  for (var r = 0u; r < K; r++) { f[r] = F[i * K + r]; }
  let gram = select(0u, K * K, i < DOCUMENTS);
  for (var r = 0u; r < K; r++) {
    for (var s = 0u; s < K; s++) { gradient[r] += f[s] * grams[gram + s * K + r]; }
    let penalty = min(f[r] - settings.mu, 0.0);
    next[i * K + r] = f[r] - settings.rate * (gradient[r] + settings.lam * penalty);
  }
}
