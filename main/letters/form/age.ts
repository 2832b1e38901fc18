/** Whole years between two ISO days (年齢計算ニ関スル法律 counts them full on the day before the birthday; papers of institutions print those of the birthday). */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
