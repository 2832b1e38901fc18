import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

/** What a clause is looked for in: the bytes, and the objects as a reader of another house has them. */
export interface Archived {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly document: PDFDocument;
  readonly objects: readonly (readonly [PDFRef, PDFObject])[];
  readonly xmp: string;
  readonly part: 2 | 3;
}

export async function archived(bytes: Uint8Array): Promise<Archived> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const objects = document.context.enumerateIndirectObjects();
  const metadata = document.catalog.lookup(PDFName.of('Metadata'));
  const xmp = metadata instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(metadata).decode()).toString('utf8') : '';
  const part = /<pdfaid:part>3</.test(xmp) ? 3 : 2;
  return { bytes, text: Buffer.from(bytes).toString('latin1'), document, objects, xmp, part };
}

const dictOf = (object: PDFObject | undefined): PDFDict | null =>
  object instanceof PDFDict ? object : object instanceof PDFRawStream ? object.dict : null;

/** Every dictionary of the file, those within others too. */
function* dictionaries({ objects }: Archived): Generator<PDFDict> {
  const open: PDFObject[] = objects.map(([, object]) => object);
  while (open.length > 0) {
    const object = open.pop()!;
    const dict = dictOf(object);
    if (dict) {
      yield dict;
      open.push(...dict.values());
    } else if (object instanceof PDFArray) open.push(...object.asArray());
  }
}

const name = (dict: PDFDict, key: string): string | null => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : null;
};
const has = (dict: PDFDict, key: string): boolean => dict.has(PDFName.of(key));
const ofType = (file: Archived, key: string, value: string): PDFDict[] => [...dictionaries(file)].filter((dict) => name(dict, key) === value);
const dictAt = (dict: PDFDict, key: string): PDFDict | null => dictOf(dict.lookup(PDFName.of(key)));
const stringAt = (dict: PDFDict, key: string): string | null => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : null;
};
const streams = ({ objects }: Archived) => objects.flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []));
const plain = (stream: PDFRawStream): Buffer => Buffer.from(decodePDFRawStream(stream).decode());

const trailers = ({ text }: Archived): readonly string[] =>
  text
    .split(/\btrailer\b/)
    .slice(1)
    .map((part) => part.split('startxref')[0]!);

const contents = (file: Archived): readonly string[] => [
  ...file.document.getPages().map((page) => {
    const value = page.node.lookup(PDFName.of('Contents'));
    return value instanceof PDFRawStream ? plain(value).toString('latin1') : '';
  }),
  ...streams(file)
    .filter(({ dict }) => name(dict, 'Subtype') === 'Form')
    .map((stream) => plain(stream).toString('latin1')),
];

const intents = ({ document }: Archived): PDFDict[] => {
  const list = document.catalog.lookup(PDFName.of('OutputIntents'));
  return list instanceof PDFArray ? list.asArray().flatMap((one) => dictOf(document.context.lookup(one)) ?? []) : [];
};
function profile(file: Archived): Buffer {
  const stream = intents(file)[0]?.lookup(PDFName.of('DestOutputProfile'));
  return stream instanceof PDFRawStream ? inflateSync(stream.getContents()) : Buffer.alloc(128);
}

const annotations = (file: Archived): PDFDict[] => [...dictionaries(file)].filter((dict) => has(dict, 'Rect') && has(dict, 'Subtype'));
const sizeOf = (dict: PDFDict): number => {
  const rectangle = dict.lookup(PDFName.of('Rect'));
  const [a = 0, b = 0, c = 0, d = 0] =
    rectangle instanceof PDFArray ? rectangle.asArray().map((one) => (one instanceof PDFNumber ? one.asNumber() : 0)) : [];
  return (c - a) * (d - b);
};
const numberAt = (dict: PDFDict, key: string): number => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
};

/** Font descriptors of TrueType programs and the glyphs that text shows. */
const widths = (file: Archived): boolean =>
  ofType(file, 'Subtype', 'CIDFontType2').every((font) => has(font, 'W') && has(font, 'CIDToGIDMap') && has(font, 'CIDSystemInfo'));

const embeddedFiles = (file: Archived): PDFDict[] => ofType(file, 'Type', 'Filespec');
const actions = (file: Archived): readonly string[] =>
  [...dictionaries(file)].flatMap((dict) => (has(dict, 'S') && has(dict, 'Type') && name(dict, 'Type') === 'Action' ? [name(dict, 'S') ?? ''] : []));

/**
 * Clauses of ISO 19005-2:2011 (the same numbers in ISO 19005-3:2012, which differs in 6.8 alone) that a file of ours can meet or miss, conformance B.
 * What it cannot hold by its making (JPEG 2000, halftones, optional content, PostScript XObjects and the like) is looked for as absent.
 */
export const CLAUSES: Readonly<Record<string, (file: Archived) => boolean>> = {
  '6.1.2 header at the first byte, with a comment of four bytes above 127': ({ bytes, text }) =>
    /^%PDF-1\.[0-7][\r\n]/.test(text) && bytes[9] === 0x25 && bytes.subarray(10, 14).every((byte) => byte > 127),
  '6.1.3 file identifier in every trailer': (file) =>
    trailers(file).length > 0 && trailers(file).every((trailer) => /\/ID ?\[ ?<[\da-f]{16,}> ?<[\da-f]{16,}> ?\]/i.test(trailer)),
  '6.1.3 not encrypted': (file) => trailers(file).every((trailer) => !trailer.includes('/Encrypt')),
  '6.1.3 nothing behind the last end-of-file marker': ({ text }) => /%%EOF(?:\r\n|\r|\n)?$/.test(text),
  '6.1.4 cross-reference sections begin in one way': ({ text }) =>
    [...text.matchAll(/\bxref(?<!startxref)/g)].every(({ index }) => /^xref(?:\r\n|\r|\n)\d+ \d+(?:\r\n|\r|\n)/.test(text.slice(index, index + 40))),
  '6.1.6 hexadecimal strings of whole bytes': (file) =>
    !/<(?:[\da-f]{2})*[\da-f]>/i.test(file.text.replace(/stream\n[\s\S]*?\nendstream/g, '').replace(/<<|>>/g, ' ')),
  '6.1.7.1 streams are as long as they say': ({ text }) => {
    for (const { 1: length, index, 0: head } of text.matchAll(/\/Length (\d+)[^>]*>>\nstream\n/g)) {
      if (!text.startsWith('\nendstream', index + head.length + Number(length))) return false;
    }
    return true;
  },
  '6.1.7.1 no data in other files': (file) => streams(file).every(({ dict }) => !['F', 'FFilter', 'FDecodeParms'].some((key) => has(dict, key))),
  '6.1.7.2 no LZW': (file) => streams(file).every(({ dict }) => !dict.toString().includes('/LZWDecode')),
  '6.1.9 objects begin and end on lines of their own': ({ text }) =>
    [...text.matchAll(/\d+ \d+ obj\b/g)].every(
      ({ index, 0: head }) => /[\r\n]/.test(text[index - 1] ?? '') && /[\r\n]/.test(text[index + head.length] ?? ''),
    ),
  '6.1.12 only permissions of signatures': ({ document }) => !has(document.catalog, 'Perms'),
  '6.1.13 names are no longer than 127 bytes, strings than 32767': (file) =>
    !/\/[^\s/<>[\]()]{128,}/.test(file.text) && !/<[\da-f]{65536,}>/i.test(file.text.replace(/\/Contents <[\da-f]*>/gi, '')),
  '6.1.13 graphics states nest no deeper than 28': (file) =>
    contents(file).every((content) => {
      let depth = 0;
      return content.split(/\s+/).every((word) => {
        depth += word === 'q' ? 1 : word === 'Q' ? -1 : 0;
        return depth >= 0 && depth <= 28;
      });
    }),
  '6.2.2 resources of every page are named': ({ document }) =>
    document.getPages().every(({ node }) => dictOf(node.lookup(PDFName.of('Resources'))) !== null),
  '6.2.3 one output intent of PDF/A': (file) => intents(file).length === 1 && intents(file).every((intent) => name(intent, 'S') === 'GTS_PDFA1'),
  '6.2.3 its profile is of a display, RGB, no newer than ICC 4.2': (file) => {
    const icc = profile(file);
    return (
      icc.readUInt32BE(0) === icc.length && icc[8]! <= 4 && icc.toString('latin1', 12, 20) === 'mntrRGB ' && icc.toString('latin1', 36, 40) === 'acsp'
    );
  },
  '6.2.4.3 no colours but those of the profile': (file) => contents(file).every((content) => !/\b[kK]\b/.test(content.replace(/<[^>]*>/g, ''))),
  '6.2.5 no transfer functions, no halftones': (file) => [...dictionaries(file)].every((dict) => !['TR', 'TR2', 'HTP'].some((key) => has(dict, key))),
  '6.2.8 no alternates and no interpolation of images': (file) =>
    ofType(file, 'Subtype', 'Image').every(
      (dict) => !has(dict, 'Alternates') && !has(dict, 'OPI') && dict.lookup(PDFName.of('Interpolate'))?.toString() !== 'true',
    ),
  '6.2.9 no PostScript, no reference XObjects': (file) =>
    [...dictionaries(file)].every((dict) => name(dict, 'Subtype') !== 'PS' && !has(dict, 'Ref')),
  '6.2.10 no transparency': (file) =>
    [...dictionaries(file)].every((dict) => !has(dict, 'SMask') && !['ca', 'CA', 'BM'].some((key) => has(dict, key))),
  '6.2.11.3.2 glyphs of CID fonts are mapped': widths,
  '6.2.11.4.1 every font is embedded': (file) =>
    ofType(file, 'Type', 'FontDescriptor').every((dict) => has(dict, 'FontFile2')) &&
    ofType(file, 'Subtype', 'CIDFontType2').every((font) => dictAt(font, 'FontDescriptor') !== null),
  '6.2.11.7.2 every font maps back to text': (file) =>
    ofType(file, 'Subtype', 'Type0').every((font) => font.lookup(PDFName.of('ToUnicode')) instanceof PDFRawStream),
  '6.2.11.8 no glyph that stands for a missing one': (file) =>
    contents(file).every((content) =>
      [...content.matchAll(/<([\da-f]*)>(?=[^<]*?(?:TJ|\s*-?[\d.]+\s*<|\]))/gi)].every(
        ({ 1: codes = '' }) => !((codes.match(/.{4}/g) ?? []) as readonly string[]).includes('0000'),
      ),
    ),
  '6.3.2 annotations are printed and not hidden': (file) =>
    annotations(file).every((dict) => (numberAt(dict, 'F') & 4) !== 0 && (numberAt(dict, 'F') & 0b1_0010_0011 & ~4) === 0),
  '6.3.3 annotations that have a size have an appearance, the normal one alone': (file) =>
    annotations(file).every(
      (dict) =>
        sizeOf(dict) === 0 ||
        (dictAt(dict, 'AP')
          ?.keys()
          .map((key) => key.decodeText())
          .join() ?? '') === 'N',
    ),
  '6.4.1 fields do nothing, and readers make no appearances': (file) =>
    annotations(file).every((dict) => !has(dict, 'A') && !has(dict, 'AA')) &&
    dictAt(file.document.catalog, 'AcroForm')?.lookup(PDFName.of('NeedAppearances'))?.toString() !== 'true',
  '6.4.2 no XFA': ({ document }) => !(dictAt(document.catalog, 'AcroForm') && has(dictAt(document.catalog, 'AcroForm')!, 'XFA')),
  '6.5.1 no actions': (file) => actions(file).length === 0 && !file.text.includes('/JavaScript'),
  '6.5.2 nothing is started by opening or printing': ({ document }) =>
    !['OpenAction', 'AA'].some((key) => has(document.catalog, key)) && document.getPages().every(({ node }) => !has(node, 'AA')),
  '6.6.2.1 metadata of the document, uncompressed as readable text': (file) =>
    file.xmp.includes('<x:xmpmeta') && !/<\?xpacket[^>]*(?:bytes|encoding)=/.test(file.xmp),
  '6.6.3 the dictionary of old says the same': (file) => {
    const info = dictOf(file.document.context.lookup(file.document.context.trailerInfo.Info));
    if (!info) return true;
    const said = (pattern: RegExp) =>
      pattern.exec(file.xmp)?.[1]?.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))) ?? null;
    const created = said(/<xmp:CreateDate>([^<]*)</)?.replace(/[-:T]/g, '') ?? null;
    return (
      stringAt(info, 'Title') === said(/<dc:title>.*?<rdf:li[^>]*>([^<]*)</) &&
      stringAt(info, 'Author') === said(/<dc:creator>.*?<rdf:li[^>]*>([^<]*)</) &&
      stringAt(info, 'Producer') === said(/<pdf:Producer>([^<]*)</) &&
      stringAt(info, 'CreationDate')?.slice(2) === created
    );
  },
  '6.6.4 part and conformance are told': ({ xmp }) =>
    /<pdfaid:part>[23]<\/pdfaid:part>/.test(xmp) && /<pdfaid:conformance>B<\/pdfaid:conformance>/.test(xmp),
  '6.8 files within are of part 3, associated, of a known type and dated': (file) => {
    const specifications = embeddedFiles(file);
    if (specifications.length === 0) return true;
    const associated = file.document.catalog.lookup(PDFName.of('AF'));
    const complete = specifications.every((specification) => {
      const stream = dictAt(specification, 'EF')?.lookup(PDFName.of('F'));
      const dict = dictOf(stream);
      return (
        dict !== null &&
        has(specification, 'F') &&
        has(specification, 'UF') &&
        has(specification, 'AFRelationship') &&
        /\//.test(name(dict, 'Subtype') ?? '') &&
        /^D:\d{14}/.test(stringAt(dictAt(dict, 'Params') ?? dict, 'ModDate') ?? '')
      );
    });
    return file.part === 3 && complete && associated instanceof PDFArray && associated.size() === specifications.length;
  },
  '6.9 no optional content': ({ document }) => !has(document.catalog, 'OCProperties'),
  '6.10 no alternate presentations': (file) =>
    !file.text.includes('/AlternatePresentations') && file.document.getPages().every(({ node }) => !has(node, 'PresSteps')),
};

/** Clauses that a file misses. */
export async function missedClauses(bytes: Uint8Array): Promise<readonly string[]> {
  const file = await archived(bytes);
  return Object.entries(CLAUSES).flatMap(([clause, kept]) => (kept(file) ? [] : [clause]));
}
