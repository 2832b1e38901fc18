import { withDefiniteLengths } from '../../../pki/asn1/ber.ts';
import { children, DerError, type DerNode, readNode, TAG } from '../../../pki/asn1/der.ts';
import { element, generalizedTime, integer, objectIdentifier } from '../../../pki/asn1/encode.ts';
import { readStringIfAny } from '../../../pki/asn1/strings.ts';
import { readTime } from '../../../pki/asn1/time.ts';
import { booleanContent, namedBits, readBitOctets, readIntegerHex, readOid, sameBytes, smallInteger } from '../../../pki/asn1/values.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { CHAINS, FURTHER_CHAIN } from './world.ts';

const CONSTRUCTED = 0x20;
/** Types that often hold DER, and how many octets stand before it. */
const HOLDERS: Readonly<Record<number, number>> = { [TAG.BIT_STRING]: 1, [TAG.OCTET_STRING]: 0 };
const MAX_DEPTH = 64;
/** Elements of an input that are looked at. */
const MAX_ELEMENTS = 40;

function unlessRefused(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
}

/** What reads a value of a type; where there is an encoder, what was read is written as it was. */
const READERS: readonly ((node: DerNode) => void)[] = [
  (node) => demand(sameBytes(objectIdentifier(readOid(node)), node.bytes), 'an object identifier is read as another'),
  (node) => {
    const hex = readIntegerHex(node);
    const value = hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
    demand(sameBytes(integer(value), node.bytes), 'an integer is read as another');
  },
  (node) => {
    const time = readTime(node);
    if (time.getMilliseconds() === 0) demand(readTime(readNode(generalizedTime(time))).getTime() === time.getTime(), 'a time is read as another');
  },
  (node) => void smallInteger(node.content),
  (node) => void booleanContent(node.content),
  (node) => void namedBits(node.content),
  (node) => void readBitOctets(node),
  (node) => void readStringIfAny(node),
];

function readAll(node: DerNode, depth = 0, count = { left: MAX_ELEMENTS }): void {
  if (count.left-- <= 0 || depth > MAX_DEPTH) return;
  demand(sameBytes(element(node.tag, node.content), node.bytes), 'an element is not its own encoding');
  for (const read of READERS) unlessRefused(() => read(node));
  const skip = (node.tag & CONSTRUCTED) !== 0 ? 0 : HOLDERS[node.tag];
  if (skip === undefined) return;
  unlessRefused(() => {
    for (const child of children({ ...node, content: node.content.subarray(skip) })) readAll(child, depth + 1, count);
  });
}

export const der: Target = {
  name: 'der',
  executions: 1500,
  mutations: DER,
  throws: ['DerError'],
  prepare() {
    return {
      seeds: [CHAINS.doctor.holder, CHAINS.doctor.authorityCrl, FURTHER_CHAIN.holder, FURTHER_CHAIN.authority, BER, TIMES],
      run(input) {
        unlessRefused(() => readAll(readNode(input)));
        const { der: definite, rest } = withDefiniteLengths(input);
        // A length of three octets around takes five.
        demand(rest.length + definite.length <= 2 * input.length, 'more comes out than goes in');
        if (readsWhole(definite)) demand(sameBytes(withDefiniteLengths(definite).der, definite), 'definite lengths are not kept');
      },
    };
  },
};

function readsWhole(bytes: Uint8Array): boolean {
  let whole = false;
  unlessRefused(() => {
    whole = readNode(bytes).bytes.length === bytes.length;
  });
  return whole;
}

/** Content in two pieces under indefinite lengths. */
const BER = Buffer.from('3080060129a080248004024142040143000000000000', 'hex');
const TIMES = Buffer.concat([
  Buffer.from([0x30, 0x22]),
  Buffer.from('170d3236303630313033303030305a', 'hex'),
  Buffer.from('1811', 'hex'),
  Buffer.from('20260601030000.5Z'),
]);
