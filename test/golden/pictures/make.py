"""Makes the pictures of this folder, and pillow.json: what Pillow reads from them and resamples them to.

    pip install pillow==11.3.0 numpy==2.4.6 && python test/golden/pictures/make.py
"""
import hashlib
import json
import pathlib

import numpy as np
from PIL import Image

folder = pathlib.Path(__file__).parent
random = np.random.default_rng(7)


def digest(image):
    """Of the planes, red first."""
    return hashlib.sha256(np.asarray(image).transpose(2, 0, 1).tobytes()).hexdigest()


def jpeg(name, image, **options):
    image.save(folder / name, format="JPEG", quality=85, **options)


base = Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((61, 47), Image.BICUBIC)
jpeg("subsampled.jpg", base, subsampling=2)
jpeg("full.jpg", base, subsampling=0)
jpeg("progressive.jpg", base, progressive=True)
jpeg("grey.jpg", base.convert("L"))
jpeg("cmyk.jpg", base.convert("CMYK"))
orientation = Image.Exif()
orientation[0x112] = 6
jpeg("turned.jpg", base, exif=orientation)
# The same numbers, taken for YCCK: the last byte of Adobe's marker says which.
ycck = bytearray((folder / "cmyk.jpg").read_bytes())
ycck[ycck.find(b"Adobe") + 11] = 2
(folder / "ycck.jpg").write_bytes(ycck)
alpha = base.convert("RGBA")
alpha.putalpha(Image.fromarray(random.integers(0, 256, (47, 61), dtype=np.uint8)))
alpha.save(folder / "alpha.png")
base.convert("P", palette=Image.ADAPTIVE, colors=16).save(folder / "palette.png")
base.convert("L").save(folder / "grey.png")
base.crop((0, 0, 9, 7)).save(folder / "png.JPEG", format="PNG")

decoded = {}
for path in sorted(folder.iterdir()):
    if path.suffix in (".jpg", ".png", ".JPEG"):
        image = Image.open(path).convert("RGB")
        decoded[path.name] = {"width": image.width, "height": image.height, "sha256": digest(image)}
        if path.name in ("cmyk.jpg", "ycck.jpg"):
            decoded[path.name]["pixels"] = np.asarray(image).flatten().tolist()


def centre(image, size):
    """torchvision's Resize and CenterCrop."""
    width, height = image.size
    shorter = round(size * 256 / 224)
    longer = int(shorter * max(width, height) / min(width, height))
    across, down = (shorter, longer) if width <= height else (longer, shorter)
    image = image.resize((across, down), Image.BILINEAR)
    left, top = round((across - size) / 2.0), round((down - size) / 2.0)
    return image.crop((left, top, left + size, top + size))


full = Image.open(folder / "full.jpg").convert("RGB")
tall = full.crop((0, 0, 20, 47))
views = [
    {"tall": image is tall, "size": size, "sha256": digest(centre(image, size))}
    for size in (8, 21, 28, 56, 70)
    for image in (full, tall)
]
boxes = []
for left, top, width, height, size, flip in (
    (0, 0, 61, 47, 24, False),
    (5, 7, 30, 22, 24, True),
    (11, 3, 9, 12, 24, False),
    (60, 46, 1, 1, 8, True),
    (0, 1, 61, 40, 40, True),
):
    view = full.crop((left, top, left + width, top + height)).resize((size, size), Image.BILINEAR)
    if flip:
        view = view.transpose(Image.FLIP_LEFT_RIGHT)
    box = {"left": left, "top": top, "width": width, "height": height}
    boxes.append({"box": box, "size": size, "flip": flip, "sha256": digest(view)})

golden = {"source": "Pillow 11.3.0", "decoded": decoded, "centre": views, "boxes": boxes}
(folder / "pillow.json").write_text(json.dumps(golden))
