/** The document that stands for the handling of personal data as such, as the hub calls it. */
export const TERMS = 'terms';
/** Version of the text about personal data that is shown (`procedures.new.consent.text`): kept with each consent. */
export const TERMS_VERSION = '2026-11';
