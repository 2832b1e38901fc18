import { later } from './later.tsx';

export const SeminarsScreen = later('reception', async () => (await import('../seminars/seminars-screen.tsx')).SeminarsScreen);
export const ClinicScreen = later('clinic', async () => (await import('../clinic/clinic-screen.tsx')).ClinicScreen);
export const QualificationScreen = later(
  'qualification',
  async () => (await import('../qualification/qualification-screen.tsx')).QualificationScreen,
);
export const CreditsScreen = later('credits', async () => (await import('../credits/credits-screen.tsx')).CreditsScreen);
export const AuthorityScreen = later('authority', async () => (await import('../authority/authority-screen.tsx')).AuthorityScreen);
export const ExchangeScreen = later('exchange', async () => (await import('../exchange/exchange-screen.tsx')).ExchangeScreen);
export const MembersScreen = later('members', async () => (await import('../members/members-screen.tsx')).MembersScreen);
export const HallScreen = later('hall', async () => (await import('../reception/hall-screen.tsx')).HallScreen);
export const KioskScreen = later('kiosk', async () => (await import('../reception/kiosk-screen.tsx')).KioskScreen);
export const ProceduresScreen = later('members', async () => (await import('../procedures/procedures-screen.tsx')).ProceduresScreen);
