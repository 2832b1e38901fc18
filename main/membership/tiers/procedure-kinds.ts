/**
 * Procedures of the member system: 新規入会, 追加入会, 異動 in its three kinds (class only; facility only; facility and associations), 退会, 在籍証明書.
 * Source: MAMIS問い合わせ受付フロー STEP2.
 */
export const PROCEDURE_KINDS = ['join', 'add', 'change-class', 'change-facility', 'transfer', 'withdraw', 'certificate'] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];
