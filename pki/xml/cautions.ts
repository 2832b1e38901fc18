/** What a signer of XML should know: it may look otherwise elsewhere, or bears a signature already. */
export const XML_CAUTIONS = ['view.external-reference', 'signed-already'] as const;
export type XmlCaution = (typeof XML_CAUTIONS)[number];

const NOTICED: Readonly<Record<XmlCaution, RegExp>> = {
  // A style sheet, a part of another file, a document type with entities: what is read is not in these bytes alone.
  'view.external-reference': /<\?xml-stylesheet\s|http:\/\/www\.w3\.org\/2001\/XInclude|<!DOCTYPE\s/,
  'signed-already': /http:\/\/www\.w3\.org\/2000\/09\/xmldsig#/,
};

/** Looks through the text for cautions. A word in a comment is told as well: better one caution too many. */
export function xmlCautions(bytes: Uint8Array): XmlCaution[] {
  const text = new TextDecoder().decode(bytes);
  return XML_CAUTIONS.filter((caution) => NOTICED[caution].test(text));
}
