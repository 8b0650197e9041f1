"""Images through transformers' own processor of a family: {"processor", "folder", "sizes", "max_image_tokens"} writes N.png/N.jpg and N.patches (f32) there; [[file, grid_h, grid_w], …]."""
import json
import pathlib
import sys

import numpy as np
from PIL import Image, ImageOps
from transformers.models.glm4v.image_processing_glm4v import Glm4vImageProcessor
from transformers.models.muse_glimmer.image_processing_muse_glimmer import MuseGlimmerImageProcessor

request = json.loads(pathlib.Path(sys.argv[1]).read_text())
folder = pathlib.Path(request["folder"])
most = request["max_image_tokens"]
if request["processor"] == "glm4v":  # its limits count two frames
    processor = Glm4vImageProcessor(size={"shortest_edge": 112 * 112, "longest_edge": 2 * 28 * 28 * most})
else:
    processor = MuseGlimmerImageProcessor(max_image_tokens=most)
answers = []


def judge(name, image):
    upright = ImageOps.exif_transpose(image).convert("RGB")
    result = processor(images=[upright], return_tensors="pt")
    result["pixel_values"].float().numpy().astype("<f4").tofile(folder / f"{len(answers)}.patches")
    _, height, width = result["image_grid_thw"][0].tolist()
    answers.append([name, height, width])


rng = np.random.default_rng(3)
for i, (height, width) in enumerate(request["sizes"]):
    y, x = np.mgrid[0:height, 0:width]
    smooth = np.stack([127 + 120 * np.sin(x / (7 + i) + c) * np.cos(y / (5 + c)) for c in range(3)], -1)
    image = Image.fromarray(np.clip(smooth + rng.normal(0, 8, smooth.shape), 0, 255).astype(np.uint8))
    for name in (f"{i}.png", f"{i}-grey.png", f"{i}-alpha.png", f"{i}.jpg"):
        if "grey" in name:
            image.convert("L").save(folder / name)
        elif "alpha" in name:
            transparent = image.convert("RGBA")
            transparent.putalpha(Image.fromarray((x * 255 // max(1, width - 1)).astype(np.uint8)))
            transparent.save(folder / name)
        elif name.endswith(".jpg"):
            exif = Image.Exif()
            exif[0x0112] = i % 8 + 1   # held in each of the eight ways
            image.save(folder / name, quality=95, exif=exif)
        else:
            image.save(folder / name)
        judge(name, Image.open(folder / name))
pathlib.Path(sys.argv[2]).write_text(json.dumps(answers))
