import assert from "node:assert/strict";
import { isSoftware } from "./is_software.ts";

Deno.test("programs that do a GPU's work are known by what they say of themselves", () => {
  const programs = [
    { isFallbackAdapter: true },
    { description: "llvmpipe (LLVM 15.0.6, 256 bits)" },
    { description: "Lavapipe (llvmpipe)", vendor: "65541" },
    { description: "softpipe" },
    { vendor: "google", architecture: "swiftshader" },
    { description: "SwiftShader Device (Subzero)", vendor: "6880" },
    { description: "Microsoft Basic Render Driver", vendor: "5140", device: "140" },
    { device: "Microsoft Direct3D WARP" },
    { description: "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader)" },
    { description: "virgl (LLVMPIPE (LLVM 15.0.6, 256 bits))" },
    { description: "Software Rasterizer" },
  ];
  for (const info of programs) assert.equal(isSoftware(info), true, JSON.stringify(info));
});

Deno.test("graphics cards are none", () => {
  const cards = [
    {},
    { vendor: "", architecture: "", device: "", description: "" },
    { isFallbackAdapter: false, description: "NVIDIA H100 PCIe", vendor: "4318" },
    { vendor: "nvidia", architecture: "hopper" },
    { description: "AMD Radeon RX 6600 (RADV NAVI23)" },
    { description: "Intel(R) UHD Graphics 620 (KBL GT2)" },
    { description: "Apple M2" },
    { description: "Mali-G78" },
    // Not the program called WARP.
    { description: "Radeon Warpath" },
  ];
  for (const info of cards) assert.equal(isSoftware(info), false, JSON.stringify(info));
});
