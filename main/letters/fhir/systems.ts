/** Names of the JP-CLINS profiles and code systems: definitions of the JAMI clinical-core implementation guide, version of 2024-09 (FHIR 4.0.1). */
const BASE = 'http://jpfhir.jp/fhir';

export const PROFILES = {
  bundle: `${BASE}/clins/StructureDefinition/JP_Bundle_eReferral|1`,
  composition: `${BASE}/eReferral/StructureDefinition/JP_Composition_eReferral|1`,
  patient: `${BASE}/eCS/StructureDefinition/JP_Patient_eCS`,
  practitioner: `${BASE}/eCS/StructureDefinition/JP_Practitioner_eCS`,
  organization: `${BASE}/eCS/StructureDefinition/JP_Organization_eCS`,
  documentReference: `${BASE}/eCS/StructureDefinition/JP_DocumentReference_eCS`,
} as const;

export const SYSTEMS = {
  bundleIdentifier: `${BASE}/clins/bundle-identifier`,
  instanceIdentifier: `${BASE}/core/IdSystem/resourceInstance-identifier`,
  type: `${BASE}/Common/CodeSystem/doc-typecodes`,
  category: `${BASE}/Common/CodeSystem/doc-subtypecodes`,
  section: `${BASE}/clins/CodeSystem/document-section`,
  institution: `${BASE}/core/IdSystem/insurance-medical-institution-no`,
  organizationType: 'http://terminology.hl7.org/CodeSystem/organization-type',
  /** Followed by 1 and the ten digits of the institution. */
  patientNumber: 'urn:oid:1.2.392.100495.20.3.51.1',
} as const;

export const VERSION_NUMBER = 'http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber';
export const NAME_REPRESENTATION = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';
export const TITLE = '診療情報提供書';
export const EVENT = '診療情報提供書発行';
export const TYPE_CODE = '57133-1';

export const CATEGORIES = {
  outpatient: { code: 'OUTPATIENT', display: '外来文書' },
  discharge: { code: 'DISCHARGE', display: '退院時文書' },
} as const;

/** How often a section may stand in its place; `most` is `null` where nothing says. */
export interface SectionRule {
  readonly title: string;
  readonly least: number;
  readonly most: number | null;
}

const once = (title: string): SectionRule => ({ title, least: 1, most: 1 });
const atMostOnce = (title: string): SectionRule => ({ title, least: 0, most: 1 });
const any = (title: string): SectionRule => ({ title, least: 0, most: null });

export const CDA_REFERENCE = '200';
export const STRUCTURED = '300';

export const TOP_SECTIONS: Readonly<Record<string, SectionRule>> = {
  920: once('紹介元情報'),
  910: once('紹介先情報'),
  [STRUCTURED]: atMostOnce('構造情報'),
  [CDA_REFERENCE]: atMostOnce('CDA参照'),
  210: any('添付情報'),
  220: atMostOnce('備考・連絡情報'),
  230: any('PDF'),
};

export const INNER_SECTIONS: Readonly<Record<string, SectionRule>> = {
  950: once('紹介目的'),
  340: once('傷病名・主訴'),
  360: once('現病歴'),
  370: atMostOnce('既往歴'),
  510: atMostOnce('アレルギー・不耐性反応'),
  550: atMostOnce('家族歴'),
  610: atMostOnce('身体所見'),
  520: atMostOnce('感染症情報'),
  640: atMostOnce('社会歴・生活習慣'),
  530: atMostOnce('予防接種歴'),
  730: atMostOnce('手術'),
  740: atMostOnce('輸血歴'),
  720: atMostOnce('処置'),
  430: atMostOnce('投薬指示'),
  620: atMostOnce('検査結果'),
  330: atMostOnce('臨床経過'),
  420: atMostOnce('診療方針指示'),
  810: atMostOnce('医療機器'),
  410: atMostOnce('事前指示'),
  830: atMostOnce('臨床研究参加'),
};
