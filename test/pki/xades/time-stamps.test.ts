import { beforeAll, describe, expect, it } from 'vitest';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { XmlFile } from '../../../pki/xades/file.ts';
import { readProperties } from '../../../pki/xades/properties.ts';
import { readSignature } from '../../../pki/xades/signature.ts';
import {
  overAllData,
  overArchive,
  overArchive132,
  overIncluded,
  overReferences,
  overValue,
  overValueAndReferences,
  type StampRule,
} from '../../../pki/xades/time-stamps/octets.ts';
import { INCLUSIVE_C14N } from '../../../pki/xml/canonicalize.ts';
import { childElements, elementsNamed } from '../../../pki/xml/element.ts';
import { NAMESPACES } from '../../../pki/xml/namespaces.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { SAMPLE_CSV } from '../../support/prescription.ts';
import { stampsIn } from '../../support/xades.ts';

const START = new Date('2026-06-01T03:00:00Z');
let world: LevelsWorld;
/** A prescription at three levels, and another one of the same signer at LTA. */
let t: string;
let lt: string;
let lta: string;
let other: string;

beforeAll(async () => {
  world = await levelsWorld(START);
  const sign = async (level: 'T' | 'LT' | 'LTA', signingTime = START) =>
    decodeText(await signPrescription({ csv: SAMPLE_CSV, signer: world.signer, profile: 'official-sample', signingTime, ...world.order(level) }));
  [t, lt, lta, other] = [await sign('T'), await sign('LT'), await sign('LTA'), await sign('LTA', new Date(START.getTime() - 60_000))];
});

async function verify(text: string): Promise<unknown[]> {
  const { authority, clock, second, signer } = world;
  const crls = [...Object.values(authority.publishCrls(clock.now)), second.publishCrl(clock.now)];
  const report = await verifyEps({ name: 'p.xml', bytes: encodeText(text) }, world.options({ crls, chain: signer.chain }));
  return [report.conclusion, report.subIndication, ...report.signatures.map(({ level, intact }) => `${level} ${intact ? 'intact' : 'broken'}`)];
}

/** The first element of a name, as it is written. */
const element = (text: string, name: string): string => new RegExp(`<(xa(?:141)?:${name})[ >].*?</\\1>`, 's').exec(text)![0];
const without = (text: string, name: string): string => text.replace(element(text, name), '');
const END = '</xa:UnsignedSignatureProperties>';
const PASSED = (level: string) => ['TOTAL-PASSED', null, `${level} intact`];
/** Somebody's time stamp that does not fit proves nothing, for or against the signature. */
const UNPROVED = (level: string) => ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', `${level} intact`];
const FORMAT = (level: string) => ['TOTAL-FAILED', 'FORMAT_FAILURE', `${level} intact`];

describe('a signature time stamp', () => {
  const BEGIN = /<xa:SignatureTimeStamp [^>]*>/;
  const token = (text: string): string => element(text, 'EncapsulatedTimeStamp');

  it.each<[string, () => string, () => unknown[]]>([
    ['as it was made', () => t, () => PASSED('T')],
    ['with white space around it', () => t.replace(BEGIN, '\n $&\n').replace('</xa:SignatureTimeStamp>', '\n$&\n'), () => PASSED('T')],
    [
      'that says the canonicalisation it would have anyway',
      () => t.replace(BEGIN, `$&${method('http://www.w3.org/TR/2001/REC-xml-c14n-20010315')}`),
      () => PASSED('T'),
    ],
    ['that says another canonicalisation', () => t.replace(BEGIN, `$&${method('http://www.w3.org/2001/10/xml-exc-c14n#')}`), () => UNPROVED('T')],
    ['that says one that nobody knows', () => t.replace(BEGIN, `$&${method('urn:x')}`), () => UNPROVED('T')],
    ['that says two', () => t.replace(BEGIN, `$&${method('http://www.w3.org/TR/2001/REC-xml-c14n-20010315').repeat(2)}`), () => UNPROVED('T')],
    ['of another document', () => t.replace(token(t), token(other)), () => UNPROVED('T')],
    ['that names what it is over', () => t.replace(BEGIN, '$&<xa:Include URI="#PrescriptionDocument"/>'), () => UNPROVED('T')],
    ['that is no token', () => t.replace(token(t), '<xa:EncapsulatedTimeStamp>MAA=</xa:EncapsulatedTimeStamp>'), () => UNPROVED('T')],
    ['that is no base64', () => t.replace(token(t), '<xa:EncapsulatedTimeStamp>?</xa:EncapsulatedTimeStamp>'), () => UNPROVED('T')],
    ['without a token', () => t.replace(token(t), ''), () => UNPROVED('T')],
    ['of XML', () => t.replace(token(t), '<xa:XMLTimeStamp/>'), () => UNPROVED('T')],
    ['twice in one property', () => t.replace(token(t), token(t).repeat(2)), () => PASSED('T')],
    ['beside one of another document in the same property', () => t.replace(token(t), token(t) + token(other)), () => UNPROVED('T')],
    ['beside one of another document', () => t.replace(END, `${element(other, 'SignatureTimeStamp')}${END}`), () => UNPROVED('T')],
    [
      'whose identifier another element has',
      () => t.replace(/<xa:SignatureTimeStamp Id="[^"]*"/, '<xa:SignatureTimeStamp Id="PrescriptionSign"'),
      () => FORMAT('T'),
    ],
    ['inside something else, where nobody looks', () => t.replace(element(t, 'SignatureTimeStamp'), '<x>$&</x>'), () => PASSED('B')],
    [
      'in unsigned properties that are there twice',
      () => t.replace(element(t, 'UnsignedProperties'), '$&$&'.replaceAll('$&', element(t, 'UnsignedProperties').replace(/ Id="[^"]*"/, ''))),
      () => FORMAT('B'),
    ],
  ])('%s', async (_, make, answer) => {
    expect(await verify(make())).toEqual(answer());
  });

  const method = (algorithm: string): string => `<xs:CanonicalizationMethod Algorithm="${algorithm}"/>`;
});

describe('an archive time stamp', () => {
  const BEGIN = /<xa141:ArchiveTimeStamp [^>]*>/;

  it.each<[string, () => string, () => unknown[]]>([
    ['as it was made', () => lta, () => PASSED('LTA')],
    [
      'with white space between the properties',
      () => lta.replace(BEGIN, '\n$&').replace('</xa:SignatureTimeStamp>', '$&\n').replace(END, `\n${END}`),
      () => PASSED('LTA'),
    ],
    ['with evidence added after it', () => lta.replace(END, `${element(other, 'RevocationValues')}${END}`), () => PASSED('LTA')],
    ['with evidence added before it', () => lta.replace(BEGIN, `${element(other, 'RevocationValues')}$&`), () => UNPROVED('LTA')],
    ['with an element added before it that means nothing', () => lta.replace(BEGIN, '<x/>$&'), () => UNPROVED('LTA')],
    [
      'with the order of evidence changed',
      () => without(lta, 'CertificateValues').replace(BEGIN, `${element(lta, 'CertificateValues')}$&`),
      () => UNPROVED('LTA'),
    ],
    [
      'with evidence replaced',
      () => lta.replace(element(lta, 'EncapsulatedCRLValue'), element(other, 'EncapsulatedCRLValue')),
      () => UNPROVED('LTA'),
    ],
    ['with evidence for the time stamp taken away', () => without(lta, 'TimeStampValidationData'), () => UNPROVED('LTA')],
    [
      'with the signature time stamp moved behind it',
      () => without(lta, 'SignatureTimeStamp').replace(END, `${element(lta, 'SignatureTimeStamp')}${END}`),
      () => UNPROVED('LTA'),
    ],
    [
      'with the signature time stamp replaced by one of another document',
      () => lta.replace(element(lta, 'SignatureTimeStamp'), element(other, 'SignatureTimeStamp')),
      () => UNPROVED('LTA'),
    ],
    [
      'moved to the front',
      () => without(lta, 'ArchiveTimeStamp').replace('<xa:SignatureTimeStamp', `${element(lta, 'ArchiveTimeStamp')}$&`),
      // Nothing stands before it that it could preserve.
      () => UNPROVED('LT'),
    ],
    ['of another document', () => lta.replace(element(lta, 'ArchiveTimeStamp'), element(other, 'ArchiveTimeStamp')), () => UNPROVED('LTA')],
    ['with an object added to the signature', () => lta.replace('</xs:Signature>', '<xs:Object>x</xs:Object></xs:Signature>'), () => UNPROVED('LTA')],
    ['with an attribute added to a property', () => lta.replace('<xa:CertificateValues ', '<xa:CertificateValues x="1" '), () => UNPROVED('LTA')],
    [
      'with two tokens, of which none covers the other',
      () => lta.replace(/(<xa141:ArchiveTimeStamp [^>]*>)(.*?)(<\/xa141:ArchiveTimeStamp>)/s, '$1$2$2$3'),
      () => UNPROVED('LTA'),
    ],
    [
      'twice, of which the second does not cover the first',
      () => lta.replace(END, `${element(lta, 'ArchiveTimeStamp').replace(/ Id="[^"]*"/, '')}${END}`),
      () => UNPROVED('LTA'),
    ],
    ['that names what it is over', () => lta.replace(BEGIN, '$&<xa:Include URI="#PrescriptionDocument"/>'), () => UNPROVED('LTA')],
    ['of the older form, which here means the same', () => lta.replaceAll('xa141:ArchiveTimeStamp', 'xa:ArchiveTimeStamp'), () => PASSED('LTA')],
    [
      'that is nowhere but among properties of data objects',
      () =>
        without(lta, 'ArchiveTimeStamp').replace(
          '</xa:UnsignedProperties>',
          `<xa:UnsignedDataObjectProperties>${element(lta, 'ArchiveTimeStamp')}</xa:UnsignedDataObjectProperties>$&`,
        ),
      () => PASSED('LT'),
    ],
    ['without the evidence that level LT wants', () => t.replace(END, `${element(lta, 'ArchiveTimeStamp')}${END}`), () => UNPROVED('T')],
  ])('%s', async (_, make, answer) => {
    expect(await verify(make())).toEqual(answer());
  });

  it('proves evidence before it, and none behind it', async () => {
    const added = element(other, 'RevocationValues');
    const crlIn = (text: string) => Buffer.from(/<xa:EncapsulatedCRLValue>([^<]*)/.exec(text)![1]!, 'base64');
    const stamps = await stampsIn(encodeText(lta.replace(END, `${added}${END}`)), 'PrescriptionSign');
    const { protects } = stamps.at(-1)!;
    expect([crlIn(element(lta, 'RevocationValues')), crlIn(added)].map((crl) => protects.some((der) => crl.equals(der)))).toEqual([true, false]);
  });

  it('evidence for a time stamp is that which names it, or follows it without a name', async () => {
    const dataOf = async (text: string) =>
      (await stampsIn(encodeText(text), 'PrescriptionSign')).map(({ data }) => data.certificates.length + data.crls.length > 0);
    const nameless = lt.replace(/ URI="#id\w+-SignatureTimeStamp"/, '');
    const elsewhere = without(nameless, 'TimeStampValidationData').replace(END, `${element(nameless, 'TimeStampValidationData')}${END}`);
    const strange = lt.replace(/ URI="#id\w+-SignatureTimeStamp"/, ' URI="#other"');
    expect([await dataOf(lt), await dataOf(nameless), await dataOf(elsewhere), await dataOf(strange)]).toEqual([[true], [true], [false], [false]]);
  });

  it('time stamps have a limit', async () => {
    const stamp = element(t, 'SignatureTimeStamp').replace(/ Id="[^"]*"/, '');
    expect(await verify(t.replace(END, `${stamp.repeat(64)}${END}`))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'B broken']);
  });
});

describe('what a time stamp is over', () => {
  const { ds, xades } = NAMESPACES;
  const reference = (id: string, uri: string, type = ''): string =>
    `<Reference Id="${id}"${type} URI="${uri}"><DigestMethod Algorithm="d"></DigestMethod><DigestValue></DigestValue></Reference>`;
  const SIGNED_INFO = `<SignedInfo><CanonicalizationMethod Algorithm="c"></CanonicalizationMethod><SignatureMethod Algorithm="s"></SignatureMethod>${reference('R1', '#A')}${reference('R2', '#O')}${reference('R3', '#P', ' Type="http://uri.etsi.org/01903#SignedProperties"')}</SignedInfo>`;
  const VALUE = '<SignatureValue></SignatureValue>';
  const KEY_INFO = '<KeyInfo></KeyInfo>';
  const PROPERTIES = `<x:SignedProperties xmlns:x="${xades}" Id="P"></x:SignedProperties>`;
  const UNSIGNED = [
    '<x:SignatureTimeStamp></x:SignatureTimeStamp>',
    '<x:CompleteCertificateRefs></x:CompleteCertificateRefs>',
    '<x:CertificateValues></x:CertificateValues>',
    '<x:RevocationValues></x:RevocationValues>',
    '<x:Later></x:Later>',
  ];
  const [OBJECT, FREE] = ['<Object Id="O"></Object>', '<Object>free</Object>'];
  const text = (signedInfo = SIGNED_INFO) =>
    `<r><a Id="A"></a><Signature xmlns="${ds}">${signedInfo}${VALUE}${KEY_INFO}${OBJECT}<Object><x:QualifyingProperties xmlns:x="${xades}">${PROPERTIES}<x:UnsignedProperties><x:UnsignedSignatureProperties>${UNSIGNED.join('')}</x:UnsignedSignatureProperties></x:UnsignedProperties></x:QualifyingProperties></Object>${FREE}</Signature></r>`;

  /** Pieces of a rule before the last property, without the namespaces that canonicalisation puts into each. */
  function over(rule: StampRule, { includes = '', signedInfo = SIGNED_INFO, preceding = 4 } = {}): string | null {
    const file = new XmlFile(encodeText(text(signedInfo)));
    const including = new XmlFile(encodeText(`<i xmlns:x="${xades}">${includes}</i>`));
    const signature = readSignature(elementsNamed(file.document, ds, 'Signature')[0]!);
    const { unsigned } = readProperties(signature);
    const place = {
      signature,
      file,
      preceding: unsigned.slice(0, preceding),
      canonicalization: INCLUSIVE_C14N,
      includes: childElements(including.document.root),
    };
    const pieces = rule(place);
    return (
      pieces &&
      Buffer.concat(pieces)
        .toString()
        .replaceAll(/ xmlns(?::x)?="[^"]*"/g, '')
    );
  }
  const plain = (...pieces: readonly string[]): string => pieces.join('').replaceAll(/ xmlns(?::x)?="[^"]*"/g, '');
  const include = (uri: string, referenced = ' referencedData="true"'): string => `<x:Include URI="${uri}"${referenced}/>`;
  const A = '<a Id="A"></a>';
  const DATA = [A, OBJECT!, PROPERTIES];
  const CORE = [SIGNED_INFO, VALUE, KEY_INFO];

  it.each<[string, string | null, string | null]>([
    ['the value', over(overValue), plain(VALUE)],
    ['the value, with Include', over(overValue, { includes: include('#R1') }), null],
    ['the value and references', over(overValueAndReferences), plain(VALUE, UNSIGNED[0]!, UNSIGNED[1]!)],
    ['the value and references before it only', over(overValueAndReferences, { preceding: 1 }), plain(VALUE, UNSIGNED[0]!)],
    ['references only', over(overReferences), plain(UNSIGNED[1]!)],
    ['all data', over(overAllData), plain(A, OBJECT!)],
    ['all data, some of it elsewhere', over(overAllData, { signedInfo: SIGNED_INFO.replace('#A', 'a.xml') }), null],
    ['individual data in its own order', over(overIncluded, { includes: include('#R2') + include('#R1') }), plain(OBJECT!, A)],
    ['individual data, none named', over(overIncluded), null],
    ['individual data that is not signed', over(overIncluded, { includes: include('#A') }), null],
    ['individual data, the reference and not what it leads to', over(overIncluded, { includes: include('#R1', '') }), null],
    ['everything', over(overArchive), plain(...DATA, ...CORE, ...UNSIGNED.slice(0, 4), OBJECT!, FREE!)],
    ['everything, of the older form', over(overArchive132), plain(...DATA, ...CORE, ...UNSIGNED.slice(0, 4), FREE!)],
    ['everything, of the older form, without the evidence it wants', over(overArchive132, { preceding: 3 }), null],
    ['everything, with Include', over(overArchive, { includes: include('#R1') }), null],
    ['everything, some of it not there', over(overArchive, { signedInfo: SIGNED_INFO.replace('#A', '#B') }), null],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
