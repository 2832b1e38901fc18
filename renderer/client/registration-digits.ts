const REGISTRATION = /^[1-9]\d{0,5}$/;

/** A registration number as people write it (full width, with `第` and `号`, with zeros before) as the hub takes it; `null` for anything else. */
export function registrationDigits(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[\s第号]/g, '')
    .replace(/^0+/, '');
  return REGISTRATION.test(digits) ? digits : null;
}
