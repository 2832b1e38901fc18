/** Procedures with which associations may ask for documents. */
export const KINDS_WITH_DOCUMENTS = ['join', 'add', 'change-class', 'change-facility', 'transfer'] as const;

/**
 * Procedures of the member system: 新規入会, 追加入会, 異動 in its three kinds (class only; facility only; facility and associations), 退会, 在籍証明書.
 * Source: MAMIS問い合わせ受付フロー STEP2.
 */
export const PROCEDURE_KINDS = [...KINDS_WITH_DOCUMENTS, 'withdraw', 'certificate'] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];
