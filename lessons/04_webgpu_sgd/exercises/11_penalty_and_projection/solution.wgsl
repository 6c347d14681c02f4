// Two ways to keep a factor from going below 0 in a step of gradient descent, one thread
// for each entry of A.
//
//   penalty      next ← A − rate · (gradient + lam · min(A − mu, 0))
//   projection   next ← max(A − rate · gradient, 0)

const N: u32 = 6; // the check puts other values into these two lines
const PROJECT: u32 = 0; // 0: penalty, 1: projection

struct Settings { rate: f32, lam: f32, mu: f32 }

@group(0) @binding(0) var<storage, read> A: array<f32>;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> settings: Settings;
@group(0) @binding(3) var<storage, read_write> next: array<f32>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let p = id.x;
  if (p >= N) { return; }
  // BLANK: write what PROJECT asks for into next (about four lines)
  let penalty = settings.lam * min(A[p] - settings.mu, 0.0);
  let penalised = A[p] - settings.rate * (gradient[p] + penalty);
  let projected = max(A[p] - settings.rate * gradient[p], 0.0);
  next[p] = select(penalised, projected, PROJECT == 1);
  // END BLANK
}
