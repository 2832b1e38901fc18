import type { HolderFields } from '../../../main/api/schema/credentials.ts';
import type { RegistryCard } from '../../../main/credentials/transfer/read-registry.ts';

export interface RegistryPerson {
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
  readonly card: RegistryCard | null;
}

const COLUMNS: readonly (readonly [heading: string, value: (person: RegistryPerson) => string])[] = [
  ['医籍登録番号', ({ fields }) => fields.registration],
  ['氏名', ({ fields }) => fields.name],
  ['ふりがな', ({ fields }) => fields.kana],
  ['ローマ字', ({ fields }) => fields.romaji],
  ['旧姓', ({ fields }) => fields.formerName],
  ['生年月日', ({ fields }) => fields.birthDate],
  ['郵便番号', ({ fields }) => fields.postalCode],
  ['住所', ({ fields }) => fields.address],
  ['電話番号', ({ fields }) => fields.phone],
  ['メールアドレス', ({ fields }) => fields.email],
  ['所属医療機関', ({ fields }) => fields.workplace],
  ['日医会員ID', ({ fields }) => fields.memberId],
  ['医師会', ({ association }) => association ?? ''],
  ['会員', ({ member }) => (member ? '会員' : '非会員')],
  ['カード番号', ({ card }) => card?.serial ?? ''],
  ['カード有効期限', ({ card }) => card?.expires ?? ''],
  ['発行者', ({ card }) => card?.issuer ?? ''],
  ['署名用証明書番号', ({ card }) => card?.signatureSerial ?? ''],
  ['認証用証明書番号', ({ card }) => card?.authenticationSerial ?? ''],
];

/** A registry as another system writes it, UTF-8. */
export const registryCsv = (people: readonly RegistryPerson[]): Uint8Array =>
  Buffer.from(
    [COLUMNS.map(([heading]) => heading), ...people.map((person) => COLUMNS.map(([, value]) => `"${value(person).replaceAll('"', '""')}"`))]
      .map((cells) => `${cells.join(',')}\r\n`)
      .join(''),
  );
