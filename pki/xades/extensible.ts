import { PkiError } from '../errors.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { attribute, isNamed, isWithin, type XmlElement } from '../xml/element.ts';
import { insertAt } from '../xml/insert.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { decodeText, encodeText } from '../xml/text.ts';
import { type Evaluation, evaluateSignature } from './evaluate.ts';
import { FormatFault } from './fault.ts';
import { XmlFile } from './file.ts';
import { checkReference } from './references.ts';
import { outermostSignatures, readSignature } from './signature.ts';
import { type FoundTimeStamp, findTimeStamps } from './time-stamps/find.ts';
import { unsignedMarkup } from './unsigned-template.ts';

/** A signature of a document to which unsigned properties can be added. */
export interface Extensible {
  readonly file: XmlFile;
  readonly evaluation: Evaluation;
  readonly timeStamps: readonly FoundTimeStamp[];
  /** Evidence that the signature brings along, that for its time stamps included. */
  readonly embedded: ValidationData;
  readonly write: ReturnType<typeof unsignedMarkup>;
  /** The document with these unsigned properties behind those that are there. */
  with(properties: string): Uint8Array;
}

/**
 * @param id of the signature, `undefined` for the only one that can be extended
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, XML_SIGNATURE_NOT_FOUND, XML_SIGNED_BY_ANOTHER, SIGNATURE_NOT_INTACT
 */
export function openExtensible(xml: Uint8Array, id: string | undefined): Extensible {
  const file = new XmlFile(xml);
  return read(file, choose(file, id));
}

/**
 * Every signature of a document to which unsigned properties can be added.
 * @throws PkiError XML_UNREADABLE, XML_TOO_LARGE, XML_FORBIDDEN_CONSTRUCT, SIGNATURE_NOT_INTACT
 */
export function openAllExtensible(xml: Uint8Array): Extensible[] {
  const file = new XmlFile(xml);
  const all = outermostSignatures(file.document);
  return all.filter((element) => !isCovered(element, all, file)).map((element) => read(file, element));
}

function read(file: XmlFile, element: XmlElement): Extensible {
  try {
    return readExtensible(file, element);
  } catch (cause) {
    if (cause instanceof FormatFault) throw new PkiError('SIGNATURE_NOT_INTACT', { note: cause.message }, { cause });
    throw cause;
  }
}

function readExtensible(file: XmlFile, element: XmlElement): Extensible {
  const evaluation = evaluateSignature(element, file);
  const { signature, properties, values, faults } = evaluation;
  const { container } = properties;
  if (!container) throw new PkiError('SIGNATURE_NOT_INTACT', { note: faults.join('; ') });
  const write = unsignedMarkup(container.prefix);
  return {
    file,
    evaluation,
    timeStamps: findTimeStamps(signature, properties, file),
    embedded: { ...values, certificates: [...signature.certificates, ...values.certificates] },
    write,
    with: (markup) => encodeText(insert(decodeText(file.bytes), container, (missing) => write.within(missing, markup))),
  };
}

/** The way from QualifyingProperties to the properties; those of the signature come before those of data objects. */
const WAY = ['UnsignedProperties', 'UnsignedSignatureProperties'];

function insert(text: string, container: XmlElement, markup: (missing: readonly string[]) => string): string {
  const missing = WAY.slice(WAY.indexOf(container.name) + 1);
  return insertAt(text, container.order, isNamed(container, NAMESPACES.xades, WAY[0]) ? 'start' : 'end', markup(missing));
}

function choose(file: XmlFile, id: string | undefined): XmlElement {
  const all = outermostSignatures(file.document);
  const named = id === undefined ? all : all.filter((element) => attribute(element, 'Id') === id);
  const free = named.filter((element) => !isCovered(element, all, file));
  if (free.length === 1) return free[0]!;
  if (named.length === 1 || (named.length > 1 && free.length === 0)) throw new PkiError('XML_SIGNED_BY_ANOTHER', { note: id ?? '' });
  throw new PkiError('XML_SIGNATURE_NOT_FOUND', { count: free.length, note: `${free.length} signatures` });
}

/** Whether another signature would break if this one grew; one that is broken already, or cannot be read, has nothing to lose. */
function isCovered(element: XmlElement, all: readonly XmlElement[], file: XmlFile): boolean {
  return all.some((other) => other !== element && coversElement(other, element, file));
}

function coversElement(other: XmlElement, element: XmlElement, file: XmlFile): boolean {
  try {
    const signature = readSignature(other);
    return signature.references.some((reference) => {
      const { target, outcome } = checkReference(reference, signature, file);
      return outcome !== 'mismatch' && (target ? isWithin(element, target) : outcome === 'unsupported');
    });
  } catch (cause) {
    if (cause instanceof FormatFault) return false;
    throw cause;
  }
}
