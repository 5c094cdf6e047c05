import { type FormatReader, fourCc } from "./format.ts";

const signatureBytes = 8;

/** PNG (W3C PNG, 3rd edition, §5): chunks of length, type, data, CRC; `IHDR` first, `IEND` last. */
export const png: FormatReader = {
  size(view) {
    if (view.getUint32(8) !== 13 || fourCc(view, 12) !== "IHDR") return null;
    return { width: view.getUint32(16), height: view.getUint32(20) };
  },

  isWhole(view) {
    let at = signatureBytes;
    while (at + 12 <= view.byteLength) {
      if (fourCc(view, at + 4) === "IEND") return true;
      at += 12 + view.getUint32(at); // each turn goes on by at least 12 bytes
    }
    return false;
  },
};
