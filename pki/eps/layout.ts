import { onlyDescendant, type XmlDocument, type XmlElement } from '../xml/element.ts';

/** One place of a signature in a document of the electronic prescription service and what it must sign there. */
export interface SignaturePlace {
  /** Element that holds the `ds:Signature`, as a path from the root. */
  readonly holder: readonly string[];
  readonly signs: readonly string[];
  /** Roles of which the signer must have one. */
  readonly roles: readonly string[];
  /** The signature of the document itself, not one that came with what it refers to. */
  readonly own: boolean;
}

export interface Layout {
  readonly format: 'eps-prescription' | 'eps-dispensing';
  /** Element by which it is known, as a path from the root. */
  readonly root: readonly string[];
  readonly places: readonly SignaturePlace[];
  /** Elements that hold base64 and that people are shown. */
  readonly payloads: readonly (readonly string[])[];
}

const PRESCRIBERS = ['Medical Doctor', 'Dentist'];
const DISPENSERS = ['Pharmacist'];
const REFERENCED = ['Document', 'Dispensing', 'ReferencePrescription'];

/** A prescription: the doctor signs PrescriptionDocument alone. */
export const PRESCRIPTION: Layout = {
  format: 'eps-prescription',
  root: ['Document', 'Prescription'],
  places: [
    {
      holder: ['Document', 'Prescription', 'PrescriptionSign'],
      signs: ['Document', 'Prescription', 'PrescriptionDocument'],
      roles: PRESCRIBERS,
      own: true,
    },
  ],
  payloads: [['Document', 'Prescription', 'PrescriptionDocument']],
};

/** A dispensing record: the pharmacist signs Dispensing with everything in it, the doctor's signature of an electronic prescription included. */
export const DISPENSING: Layout = {
  format: 'eps-dispensing',
  root: ['Document', 'Dispensing'],
  places: [
    { holder: ['Document', 'DispensingSign'], signs: ['Document', 'Dispensing'], roles: DISPENSERS, own: true },
    { holder: [...REFERENCED, 'PrescriptionSign'], signs: [...REFERENCED, 'PrescriptionDocument'], roles: PRESCRIBERS, own: false },
  ],
  payloads: [
    ['Document', 'Dispensing', 'DispensingDocument'],
    [...REFERENCED, 'PrescriptionDocument'],
  ],
};

/** The element at a path of which no part occurs twice; `null` when there is none. */
export function elementAt({ root }: XmlDocument, [name, ...path]: readonly string[]): XmlElement | null {
  return root.name === name && root.namespace === '' ? onlyDescendant(root, '', ...path) : null;
}

/** Which document it is, by the child of its root; `null` when it is neither or both. */
export function layoutOf(document: XmlDocument): Layout | null {
  const found = [PRESCRIPTION, DISPENSING].filter(({ root }) => elementAt(document, root));
  return found.length === 1 ? found[0]! : null;
}
