import { knownKey, type Translate } from './translate.ts';

/** Roles as people call them; a role text that is not exactly a known one stays verbatim, in quotes. */
export function roleNames(roles: readonly string[], t: Translate): string {
  if (roles.length === 0) return t('roles.none');
  return roles
    .map((text) => {
      const key = knownKey(`roles.known.${text}`);
      return key ? t(key) : t('roles.unknown', { text });
    })
    .reduce((first, rest) => t('frame.list', { first, rest }));
}
