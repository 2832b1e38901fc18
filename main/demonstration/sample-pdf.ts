import { openPdf } from '../../pki/pdf/document.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { dictionary, name, PdfReference } from '../../pki/pdf/syntax/objects.ts';
import { NewStream, serialize } from '../../pki/pdf/syntax/serialize.ts';
import { IncrementalUpdate } from '../../pki/pdf/update.ts';
import { embedFont } from '../../pki/pades/stamp/embed-font.ts';
import { stampFont } from '../../pki/pades/stamp/font.ts';
import { shape } from '../../pki/pades/stamp/shape.ts';

/** A line of the page: size and place in points from the lower left corner of A4. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly gray?: number;
}

const A4 = [595, 842] as const;
const CATALOG = new PdfReference(1);
const PAGES = new PdfReference(2);
const PAGE = new PdfReference(3);

/** The smallest PDF with one empty page. */
function emptyPage(): Uint8Array {
  const objects = [
    dictionary({ Type: name('Catalog'), Pages: PAGES, Lang: name('ja') }),
    dictionary({ Type: name('Pages'), Kids: [PAGE], Count: 1 }),
    dictionary({ Type: name('Page'), Parent: PAGES, MediaBox: [0, 0, ...A4] }),
  ];
  let body = '%PDF-1.7\n';
  const rows = objects.map((object, index) => {
    const row = `${String(body.length).padStart(10, '0')} 00000 n \n`;
    body += `${index + 1} 0 obj\n${Buffer.from(serialize(object)).toString('latin1')}\nendobj\n`;
    return row;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`;
  return Buffer.from(`${body}${table}trailer\n<</Size ${size} /Root ${CATALOG.number} 0 R>>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

/** One page of text with its font inside, so that it looks the same everywhere. */
async function textPdf(lines: readonly Line[]): Promise<Uint8Array> {
  const original = emptyPage();
  const update = new IncrementalUpdate(openPdf(new MemorySource(original)));
  const font = await stampFont();
  const shaped = lines.map((line) => ({ ...line, glyphs: shape(line.text, font) }));
  const embedded = embedFont(
    update,
    font.font,
    shaped.flatMap(({ glyphs }) => glyphs),
  );
  const content = shaped.map(({ glyphs, size, x, y, gray = 0.1 }) => {
    const shown = Buffer.from(serialize(embedded.encode(glyphs))).toString('latin1');
    return `${gray} g BT /F0 ${size} Tf ${x} ${y} Td ${shown} Tj ET`;
  });
  const page = dictionary({
    Type: name('Page'),
    Parent: PAGES,
    MediaBox: [0, 0, ...A4],
    Resources: dictionary({ Font: dictionary({ F0: embedded.reference }) }),
    Contents: update.add(new NewStream(dictionary({}), Buffer.from(content.join('\n'), 'latin1'))),
  });
  update.put(PAGE, page);
  return Buffer.concat([original, update.write().bytes]);
}

const BODY = [
  '紹介先　見本総合病院　内科　御中',
  '紹介元　体験クリニック　東京都千代田区見本一丁目２番３号',
  '医師　　見本　花子',
  '',
  '患者氏名　体験　太郎　　　性別　男　　　生年月日　1970年1月1日（昭和45年）',
  '',
  '傷病名　　　　高血圧症（見本）',
  '紹介目的　　　精査をお願いいたします。',
  '既往歴　　　　特記すべきことはありません。',
  '症状経過　　　この文書は署名を試すための見本です。',
  '現在の処方　　なし',
  '備考　　　　　人名、施設名はすべて架空のものです。TEST',
];

/** A referral letter with invented names, marked as a sample all over. */
export function sampleReferral(): Promise<Uint8Array> {
  return textPdf([
    { text: '見本　TEST', size: 80, x: 110, y: 200, gray: 0.9 },
    { text: '診療情報提供書（見本）', size: 22, x: 170, y: 760 },
    { text: '2026年11月20日（令和8年）', size: 11, x: 400, y: 725 },
    ...BODY.map((text, index) => ({ text, size: 11, x: 70, y: 680 - index * 28 })).filter(({ text }) => text !== ''),
    { text: '見本 / TEST — 診療には使えません', size: 10, x: 70, y: 60 },
  ]);
}
