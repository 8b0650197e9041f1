#!/usr/bin/env python3
"""Small real data for the recipes with images and sounds, made on this machine from packages: nothing is downloaded but these.

  .venv-judges/bin/python scripts/media_data.py digits DIR      scikit-learn's 1,797 handwritten digits (UCI, 8 x 8 grey), as PNG and DICOM files
  .venv-judges/bin/python scripts/media_data.py dictation DIR   clinical sentences spoken by espeak-ng in many voices and speeds, with noise, as WAV files

Each writes train.jsonl and test.jsonl beside the files. The same call gives the same data. Neither is clinical data; see recipes/imaging and recipes/dictation.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import wave
from concurrent.futures import ThreadPoolExecutor

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def write_lines(path, records):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    print(f"{path}: {len(records)} records")


# --- digits -------------------------------------------------------------------------------------------------------------------------------------------------

def write_dicom(pixels, path, rng):
    """12 bits, sometimes inverted, with the window that shows it: what a detector writes, in small."""
    import numpy as np
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage
    inverted = rng.random() < 0.5
    values = pixels.astype(np.float64) / 255 * 3000 + 400
    if inverted:
        values = 4095 - values
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = "1.2.826.0.1.3680043.8.498." + str(rng.randrange(10**12))
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    image.SOPClassUID, image.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    image.PatientName, image.PatientID = "Nobody^Made", "0"
    image.Modality = "OT"
    image.BurnedInAnnotation = "NO"
    image.Rows, image.Columns = values.shape
    image.SamplesPerPixel = 1
    image.PhotometricInterpretation = "MONOCHROME1" if inverted else "MONOCHROME2"
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    image.WindowCenter, image.WindowWidth = ("2195", "3001") if inverted else ("1900", "3001")
    image.PixelData = values.round().astype("<u2").tobytes()
    image.save_as(path, enforce_file_format=True)


def digits(out, copies, dicom_share):
    import numpy as np
    from PIL import Image
    from sklearn.datasets import load_digits
    rng = random.Random(1)
    images, labels = load_digits(return_X_y=True)
    order = list(range(len(images)))
    rng.shuffle(order)
    held_out = set(order[:360])   # a fifth, chosen once; no copy of these is trained on
    parts = {"train": [], "test": []}
    (out / "files").mkdir(parents=True, exist_ok=True)
    for i in range(len(images)):
        plain = Image.fromarray((images[i].reshape(8, 8) / 16 * 255).round().astype(np.uint8))
        part = "test" if i in held_out else "train"
        for copy in range(1 if part == "test" else copies):
            picture = plain.resize((56, 56), Image.Resampling.BICUBIC)
            if copy > 0:   # as it would be on another day: turned, moved, larger or smaller, noisy
                scale, angle = rng.uniform(0.85, 1.15), rng.uniform(-12, 12)
                moved = (rng.randint(-5, 5), rng.randint(-5, 5))
                side = round(56 * scale)
                scaled = plain.resize((side, side), Image.Resampling.BICUBIC).rotate(angle, Image.Resampling.BICUBIC)
                picture = Image.new("L", (56, 56))
                picture.paste(scaled, ((56 - side) // 2 + moved[0], (56 - side) // 2 + moved[1]))
                noise = np.random.default_rng(i * 100 + copy).normal(0, rng.uniform(0, 20), (56, 56))
                picture = Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
            is_dicom = rng.random() < dicom_share
            name = f"files/{part}-{i:04d}-{copy}.{'dcm' if is_dicom else 'png'}"
            if is_dicom:
                write_dicom(np.asarray(picture), out / name, rng)
            else:
                picture.save(out / name)
            parts[part].append({"id": f"digit-{i:04d}-{copy}", "image": name, "question": "<image>\nWhich digit is this?",
                                "finding": f"The digit is {WORDS[labels[i]]}."})
    for part, records in parts.items():
        write_lines(out / f"{part}.jsonl", records)


# --- dictation ----------------------------------------------------------------------------------------------------------------------------------------------

SMALL = "one two three four five six seven eight nine ten".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DRUGS = "metformin lisinopril amoxicillin ibuprofen paracetamol aspirin insulin warfarin atorvastatin salbutamol prednisolone omeprazole".split()
SYMPTOMS = "cough fever headache nausea vomiting dizziness fatigue rash wheezing diarrhea swelling numbness".split()
PARTS = "knee shoulder hip ankle wrist elbow foot hand chest back neck ear".split()
TIMES = ["once daily", "twice daily", "at night", "with food", "as needed", "before meals"]
UNITS = ["days", "weeks", "months"]


def sentence(rng):
    number = lambda: rng.choice(TENS) + (" " + rng.choice(SMALL[:9]) if rng.random() < 0.6 else "")
    pick = rng.choice
    forms = [
        lambda: f"blood pressure one {number()} over {number()}",
        lambda: f"heart rate {number()}",
        lambda: f"oxygen saturation {number()} percent",
        lambda: f"start {pick(DRUGS)} {number()} milligrams {pick(TIMES)}",
        lambda: f"stop {pick(DRUGS)}",
        lambda: f"increase {pick(DRUGS)} to {number()} milligrams",
        lambda: f"the patient has {pick(SYMPTOMS)} for {pick(SMALL)} {pick(UNITS)}",
        lambda: f"no {pick(SYMPTOMS)} and no {pick(SYMPTOMS)}",
        lambda: f"denies {pick(SYMPTOMS)} or {pick(SYMPTOMS)}",
        lambda: f"pain in the {pick(['left', 'right'])} {pick(PARTS)} for {pick(SMALL)} {pick(UNITS)}",
        lambda: f"{pick(['left', 'right'])} {pick(PARTS)} is {pick(['swollen', 'tender', 'normal', 'red'])}",
        lambda: f"review in {pick(SMALL)} {pick(UNITS)}",
        lambda: f"allergic to {pick(DRUGS)}",
        lambda: f"x ray of the {pick(['left', 'right'])} {pick(PARTS)}",
        lambda: f"{pick(['mild', 'severe'])} {pick(SYMPTOMS)} with {pick(SYMPTOMS)}",
    ]
    return pick(forms)()


OTHERS = ["blood pressure one", "over", "heart rate", "oxygen saturation", "percent", "start", "stop", "increase", "milligrams", "the patient has", "for", "no", "and no",
          "denies", "or", "pain in the", "left", "right", "is", "swollen", "tender", "normal", "red", "review in", "allergic to", "x ray of the", "mild", "severe", "with", "to"]


def pieces(rng):
    """One to three words or phrases of the sentences, in no sensible order: what is heard first can't be guessed from what is usual."""
    words = [SMALL, TENS, DRUGS, SYMPTOMS, PARTS, TIMES, UNITS, OTHERS]
    return " ".join(rng.choice(rng.choice(words)) for _ in range(rng.choice([1, 1, 2, 2, 3])))


# Of espeak-ng's voices with its variants; those of the test are in no training record.
TRAIN_VOICES = [a + v for a in ("en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland") for v in ("", "+m1", "+m3", "+m4", "+m6", "+f1", "+f3", "+f4", "+f5")]
TEST_VOICES = [a + v for a in ("en-us", "en-gb", "en-gb-x-rp") for v in ("+m2", "+m5", "+m7", "+f2")]


def speak(job, out):
    import numpy as np
    name, text, voice, speed, pitch, noise, seed = job
    path = out / name
    if path.exists():
        return
    wav = subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", text], check=True, capture_output=True).stdout
    # The stream's header doesn't know its length.
    header = wav.find(b"data") + 8
    rate = int.from_bytes(wav[24:28], "little")
    sound = np.frombuffer(wav[header:header + (len(wav) - header) // 2 * 2], "<i2").astype(np.float64) / 32768
    rng = np.random.default_rng(seed)
    sound = np.concatenate([np.zeros(int(rate * rng.uniform(0.02, 0.1))), sound]) * rng.uniform(0.5, 1.2)
    level = np.sqrt(np.mean(sound**2)) * 10 ** (-noise / 20)
    sound = np.clip(sound + rng.normal(0, level, len(sound)), -1, 1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32767).round().astype("<i2").tobytes())


def dictation(out, train, test, short):
    if shutil.which("espeak-ng") is None:
        sys.exit("espeak-ng is not installed: apt-get install espeak-ng")
    rng = random.Random(2)
    (out / "files").mkdir(parents=True, exist_ok=True)
    unseen = set()
    while len(unseen) < test:
        unseen.add(sentence(rng))
    parts = {"test": sorted(unseen), "train": []}
    while len(parts["train"]) < train:
        said = sentence(rng)
        if said not in unseen:
            parts["train"].append(said)
    parts["pieces"] = []
    while len(parts["pieces"]) < short:
        said = pieces(rng)
        if said not in unseen:
            parts["pieces"].append(said)
    jobs = []
    for part, sentences in parts.items():
        records = []
        for i, said in enumerate(sentences):
            voice = rng.choice(TEST_VOICES if part == "test" else TRAIN_VOICES)
            name = f"files/{part}-{i:05d}.wav"
            jobs.append((name, said, voice, rng.randint(140, 190), rng.randint(30, 70), rng.uniform(15, 40), len(jobs)))
            records.append({"id": f"{part}-{i:05d}", "audio": name, "request": "<audio>\nWrite what is said.", "sentence": said, "voice": voice})
        write_lines(out / f"{part}.jsonl", records)
    with ThreadPoolExecutor() as pool:
        for done, _ in enumerate(pool.map(lambda job: speak(job, out), jobs), 1):
            if done % 500 == 0:
                print(f"spoken: {done} of {len(jobs)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["digits", "dictation"])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--copies", type=int, default=4, help="digits: how often each is shown in training, all but the first changed a little")
    parser.add_argument("--dicom-share", type=float, default=0.25, help="digits: part of the files that are DICOM")
    parser.add_argument("--train", type=int, default=4000, help="dictation: sentences to train on")
    parser.add_argument("--pieces", type=int, default=6000, help="dictation: single words and phrases to begin with")
    parser.add_argument("--test", type=int, default=200, help="dictation: other sentences, other voices")
    o = parser.parse_args()
    if o.kind == "digits":
        digits(o.out, o.copies, o.dicom_share)
    else:
        dictation(o.out, o.train, o.test, o.pieces)


main()
