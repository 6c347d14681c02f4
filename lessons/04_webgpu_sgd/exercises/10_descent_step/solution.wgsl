// One step of gradient descent for one factor: next ← W − rate · (WG − P), one thread for
// each entry.
//
//   W, P, next   DOCUMENTS × K       G   K × K       P is VHᵀ, and G is HHᵀ

const DOCUMENTS: u32 = 3; // the check puts other values into these two lines
const K: u32 = 2;

struct Settings { rate: f32 }

@group(0) @binding(0) var<storage, read> W: array<f32>;
@group(0) @binding(1) var<storage, read> G: array<f32>;
@group(0) @binding(2) var<storage, read> P: array<f32>;
@group(0) @binding(3) var<storage, read> settings: Settings;
@group(0) @binding(4) var<storage, read_write> next: array<f32>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let place = id.x;
  if (place >= DOCUMENTS * K) { return; }
  // BLANK: write the next value of this entry (about six lines)
  let d = place / K;
  let r = place % K;
  var gradient = -P[place];
  for (var s = 0u; s < K; s++) {
    gradient += W[d * K + s] * G[s * K + r];
  }
  next[place] = W[place] - settings.rate * gradient;
  // END BLANK
}
