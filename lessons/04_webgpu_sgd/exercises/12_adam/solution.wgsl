// One step of Adam, one thread for each entry of A. (Kingma and Ba, 2015, algorithm 1)
//
//   nextMean     ← beta1 · mean + (1 − beta1) · gradient
//   nextSquare   ← beta2 · square + (1 − beta2) · gradient²
//   nextA        ← A − rate · (nextMean / fill1) / (√(nextSquare / fill2) + epsilon)

const N: u32 = 5; // the check puts other values in here

struct Settings {
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  fill1: f32, // 1 − beta1^t in step t, counted from 1
  fill2: f32, // 1 − beta2^t
}

@group(0) @binding(0) var<storage, read> A: array<f32>;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> square: array<f32>;
@group(0) @binding(4) var<storage, read> settings: Settings;
@group(0) @binding(5) var<storage, read_write> nextA: array<f32>;
@group(0) @binding(6) var<storage, read_write> nextMean: array<f32>;
@group(0) @binding(7) var<storage, read_write> nextSquare: array<f32>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let p = id.x;
  if (p >= N) { return; }
  // BLANK: write the next mean, the next square and the next A (about eight lines)
  let g = gradient[p];
  let m = settings.beta1 * mean[p] + (1.0 - settings.beta1) * g;
  let v = settings.beta2 * square[p] + (1.0 - settings.beta2) * g * g;
  let direction = m / settings.fill1;
  let size = sqrt(v / settings.fill2) + settings.epsilon;
  nextA[p] = A[p] - settings.rate * direction / size;
  nextMean[p] = m;
  nextSquare[p] = v;
  // END BLANK
}
