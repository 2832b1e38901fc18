import type { VirtualCardImage } from './image.ts';

export interface FilePlace {
  /** EF identifier. */
  readonly id: number;
  /** Short EF identifier, where the application knows one. */
  readonly sfi?: number;
}

/** Layout of one application as data: which file holds what, and how the directories point to it. */
export interface CardProfile {
  /** Width of `efidOrPath` in directory entries: a file identifier, or SFI << 3 in one byte (JAHIS 24-002 B.3). */
  readonly pathBy: 'file-id' | 'short-id';
  /** Size unit of transparent files; the rest behind the content is FF. `null`: files are as long as their content. */
  readonly fillTo: number | null;
  readonly od: FilePlace;
  readonly ciaInfo: FilePlace | null;
  readonly aod: FilePlace;
  readonly prkd: FilePlace;
  readonly pukd: FilePlace | null;
  readonly cd: FilePlace;
  readonly dcod: FilePlace | null;
  readonly pin: {
    readonly files: readonly FilePlace[];
    /** P2 of VERIFY. */
    readonly reference: number;
    readonly authId: string;
    readonly label: string;
    readonly minLength: number;
    readonly storedLength: number;
    readonly maxLength: number;
  };
  readonly key: FilePlace & { readonly label: string };
  readonly endEntity: FilePlace & { readonly label: string };
  /** CA certificates, the issuer's first and the root's last. */
  readonly authorities: readonly (FilePlace & { readonly label: string })[];
}

const KEY_LABEL = 'Private key of HPKI';
const END_ENTITY_LABEL = 'HPKI END ENTITY CERTIFICATE';
const ISSUER_LABEL = 'HPKI CA CERTIFICATE';
const ROOT_LABEL = 'MHLW CA CERTIFICATE';

/** File numbers of the published readings of a JMA sample card; the numbers of the CA certificates are an assumption. */
const jma: CardProfile = {
  pathBy: 'file-id',
  fillTo: 0x100,
  od: { id: 0x5031, sfi: 0x11 },
  ciaInfo: null,
  aod: { id: 0x0001 },
  prkd: { id: 0x0002 },
  pukd: { id: 0x0003 },
  cd: { id: 0x0004 },
  dcod: { id: 0x0005 },
  pin: {
    files: [{ id: 0x0008, sfi: 0x08 }, { id: 0x0009 }],
    reference: 0x88,
    authId: '08',
    label: 'PIN',
    minLength: 4,
    storedLength: 0,
    maxLength: 16,
  },
  key: { id: 0x000c, label: KEY_LABEL },
  endEntity: { id: 0x0016, label: END_ENTITY_LABEL },
  authorities: [
    { id: 0x0017, label: ISSUER_LABEL },
    { id: 0x000f, label: ROOT_LABEL },
  ],
};

/** The example layout of JAHIS 24-002 annex B. */
const guideline: CardProfile = {
  pathBy: 'short-id',
  fillTo: null,
  od: { id: 0x5031, sfi: 0x11 },
  ciaInfo: { id: 0x5032, sfi: 0x12 },
  aod: { id: 0x0013, sfi: 0x13 },
  prkd: { id: 0x0014, sfi: 0x14 },
  pukd: null,
  cd: { id: 0x0015, sfi: 0x15 },
  dcod: null,
  pin: {
    files: [{ id: 0x0016, sfi: 0x16 }],
    reference: 0x96,
    authId: '16',
    label: 'PIN',
    minLength: 4,
    storedLength: 16,
    maxLength: 16,
  },
  key: { id: 0x0017, sfi: 0x17, label: KEY_LABEL },
  endEntity: { id: 0x0018, sfi: 0x18, label: END_ENTITY_LABEL },
  authorities: [
    { id: 0x001b, sfi: 0x1b, label: ISSUER_LABEL },
    { id: 0x0019, sfi: 0x19, label: ROOT_LABEL },
  ],
};

export const PROFILES: Readonly<Record<VirtualCardImage['profile'], CardProfile>> = { jma, guideline };
