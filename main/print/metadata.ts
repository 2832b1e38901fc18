import { dictionary, name, type PdfDictionary, PdfString } from '../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../pki/pdf/syntax/serialize.ts';
import type { Language } from '../words/words.ts';

/** What a printed file says of itself. */
export interface Imprint {
  readonly title: string;
  readonly language: Language;
  /** Program that made it, with its version. */
  readonly producer: string;
  /** ISO time that counts as that of its making. */
  readonly at: string;
  /** Who wrote what it says, where that is told. */
  readonly author?: string;
  /** Part of ISO 19005 that it keeps, at conformance B (PDF/A). */
  readonly archive?: 2 | 3;
}

/** A text string (ISO 32000-2 section 7.9.2.2), in UTF-16 with its mark. */
export const textString = (text: string): PdfString =>
  new PdfString(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]));

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '?');

/** Title, program and time of a file, once as the dictionary of old and once as XMP (ISO 32000-2 section 14.3), which say the same. */
export function metadata({ title, language, producer, at, author, archive }: Imprint): { readonly info: PdfDictionary; readonly xmp: NewStream } {
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
  const info = dictionary({
    Title: textString(title),
    Producer: textString(producer),
    CreationDate: textString(`D:${time.replace(/[-:TZ]/g, '')}Z`),
    ...(author !== undefined && { Author: textString(author) }),
  });
  const packet = `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>${escaped(producer)}</pdf:Producer>
<xmp:CreateDate>${time}</xmp:CreateDate>${author === undefined ? '' : `\n<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>`}${
    archive === undefined ? '' : `\n<pdfaid:part>${archive}</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>`
  }
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
  return { info, xmp: new NewStream(dictionary({ Type: name('Metadata'), Subtype: name('XML') }), Buffer.from(packet, 'utf8')) };
}
