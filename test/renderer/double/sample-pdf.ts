import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';

const FONT = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf');

let made: Promise<Uint8Array<ArrayBuffer>> | null = null;

/** Three A4 pages of a referral letter, with an embedded Japanese font. */
export const samplePdfBytes = (): Promise<Uint8Array<ArrayBuffer>> => (made ??= make());

async function make(): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit as never);
  const font = await pdf.embedFont(await readFile(FONT), { subset: true });
  for (const number of [1, 2, 3]) {
    const page = pdf.addPage([595.28, 841.89]);
    const line = (text: string, y: number, size = 11) => page.drawText(text, { x: 56, y, size, font, color: rgb(0.1, 0.1, 0.1) });
    line('診療情報提供書（見本）', 770, 20);
    line(`${number}ページ目`, 742);
    for (let row = 0; row < 22; row += 1) line(`${row + 1}．いつもお世話になっております。髙橋﨑子様の経過をご報告いたします。`, 700 - row * 26);
  }
  return new Uint8Array(await pdf.save());
}
