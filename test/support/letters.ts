import type { LetterAttachment, LetterForm } from '../../main/api/schema/letters.ts';
import { EMPTY_PARTY, emptyForm } from '../../main/letters/form/empty.ts';

/** A letter in which nothing is missing. */
export const completeForm = (part: Partial<LetterForm> = {}): LetterForm => ({
  ...emptyForm(
    {
      ...EMPTY_PARTY,
      institution: '見本内科クリニック',
      institutionNumber: '1312345678',
      department: '内科',
      doctor: '見本　花子',
      address: '東京都千代田区見本町1-2-3',
      telephone: '03-0000-0000',
      postalCode: '100-0001',
    },
    '2026-11-30',
  ),
  addressee: { ...EMPTY_PARTY, institution: '見本大学附属病院', department: '循環器内科', doctor: '試験　太郎' },
  patient: {
    ...{ name: '検証　一郎', kana: 'ケンショウ　イチロウ', number: '000123', sex: 'male', birthDate: '1958-03-09', postalCode: '100-0002' },
    ...{ address: '東京都千代田区試験町4-5-6', telephone: '090-0000-0000', occupation: '会社員' },
  },
  diagnosis: '労作性狭心症の疑い\n高血圧症',
  purpose: '精査加療のお願い',
  history: '既往歴：特記事項なし',
  course: '階段昇降時の胸部圧迫感。BP 148/92 mmHg。',
  treatment: 'アムロジピンを開始。',
  prescription: 'アムロジピン錠5mg　1錠',
  remarks: 'よろしくお願い申し上げます。',
  ...part,
});

export const attachedFile = (name: string, type: LetterAttachment['type'], content: string | Uint8Array) => {
  const bytes = new Uint8Array(Buffer.from(content as string));
  return { id: name, name, type, size: bytes.length, sha256: 'AB'.repeat(32), addedAt: '2026-11-30T04:00:00Z', bytes };
};
