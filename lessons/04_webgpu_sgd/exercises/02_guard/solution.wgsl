// out ← a ∘ a, for the first N numbers. There are more threads than numbers.

const N: u32 = 6; // the check puts other values in here

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  // BLANK: leave if there is no number i, else write its square into out (two lines)
  if (i >= N) { return; }
  out[i] = a[i] * a[i];
  // END BLANK
}
