import { lazy } from 'react';

/** Screens that the start does without; each comes as a file of its own when it is first asked for. */
export const SeminarsScreen = lazy(async () => ({ default: (await import('../seminars/seminars-screen.tsx')).SeminarsScreen }));
export const ClinicScreen = lazy(async () => ({ default: (await import('../clinic/clinic-screen.tsx')).ClinicScreen }));
export const QualificationScreen = lazy(async () => ({ default: (await import('../qualification/qualification-screen.tsx')).QualificationScreen }));
export const CreditsScreen = lazy(async () => ({ default: (await import('../credits/credits-screen.tsx')).CreditsScreen }));
export const AuthorityScreen = lazy(async () => ({ default: (await import('../authority/authority-screen.tsx')).AuthorityScreen }));
export const ExchangeScreen = lazy(async () => ({ default: (await import('../exchange/exchange-screen.tsx')).ExchangeScreen }));
export const MembersScreen = lazy(async () => ({ default: (await import('../members/members-screen.tsx')).MembersScreen }));
export const HallScreen = lazy(async () => ({ default: (await import('../reception/hall-screen.tsx')).HallScreen }));
export const KioskScreen = lazy(async () => ({ default: (await import('../reception/kiosk-screen.tsx')).KioskScreen }));
export const ProceduresScreen = lazy(async () => ({ default: (await import('../procedures/procedures-screen.tsx')).ProceduresScreen }));
