import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { calendarVersionOf } from '../../dealers/calendar/calendar-version.ts';
import { keepCalendar, loadCalendar } from '../../dealers/dealer/dealer-calendar.store.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { PastSla } from './first-response.ts';
import type { Lead } from './lead.ts';

/** The calendar by which a lead's clocks run; that of a first response of before, where one is named. */
export async function loadCalendarOf(table: Table, { dealerId, sla }: Lead, past?: PastSla): Promise<Calendar> {
  const calendar = past?.calendar ?? sla.calendar;
  return typeof calendar === 'string' ? loadCalendar(table, dealerId, calendar) : calendar;
}

/** Where a lead of before holds its calendar whole: the lead that names its version instead, and what keeps that. */
export function keepOwnCalendar(lead: Lead): { readonly lead: Lead; readonly writes: Write[] } {
  const { dealerId, sla } = lead;
  if (typeof sla.calendar === 'string') return { lead, writes: [] };
  const calendar = calendarVersionOf(sla.calendar);
  return { lead: { ...lead, sla: { ...sla, calendar } }, writes: [keepCalendar({ ...sla.calendar, dealerId })] };
}
