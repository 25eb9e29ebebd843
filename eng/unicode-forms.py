#!/usr/bin/env python3
"""usage: unicode-forms.py FILE  -- writes the tables of Unicode's normal forms that src/Metrics/Text/Forms/UnicodeTables.cs reads.

A deflated list of variable-length numbers (seven bits a byte, the lowest first), code points as differences to those before:
canonical decompositions (code point, first, second or 0, whether it is composed again), compatibility decompositions (code point, length,
code points) where they are other ones, combining classes (code point, class). Hangul is computed, not listed."""
import sys
import unicodedata
import zlib

out = bytearray()


def put(number):
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def table(rows):
    put(len(rows))
    last = 0
    for row in rows:
        put(row[0] - last)
        last = row[0]
        for number in row[1:]:
            put(number)


points = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000 and not 0xAC00 <= c < 0xD7A4]
canonical, compatible, classes = [], [], []
for c in points:
    text = chr(c)
    parts = unicodedata.decomposition(text).split()
    if parts and not parts[0].startswith("<"):
        first, second = (parts + ["0"])[:2]
        canonical.append((c, int(first, 16), int(second, 16), int(unicodedata.normalize("NFC", text) == text)))
    full = unicodedata.normalize("NFKD", text)
    if full != unicodedata.normalize("NFD", text):
        compatible.append((c, len(full), *map(ord, full)))
    if unicodedata.combining(text):
        classes.append((c, unicodedata.combining(text)))

for rows in (canonical, compatible, classes):
    table(rows)
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
with open(sys.argv[1], "wb") as file:
    file.write(packer.compress(bytes(out)) + packer.flush())
print(f"Unicode {unicodedata.unidata_version}: {len(canonical)}, {len(compatible)} and {len(classes)} rows, {len(out)} bytes before packing")
