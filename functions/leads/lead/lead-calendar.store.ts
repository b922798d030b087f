import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { calendarVersionOf } from '../../dealers/calendar/calendar-version.ts';
import { keepCalendar, loadCalendar } from '../../dealers/dealer/dealer-calendar.store.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { Lead } from './lead.ts';

/** The calendar by which a lead's clocks run. */
export async function loadCalendarOf(table: Table, { dealerId, sla }: Lead): Promise<Calendar> {
  return typeof sla.calendar === 'string' ? loadCalendar(table, dealerId, sla.calendar) : sla.calendar;
}

/** Where a lead of before holds its calendar whole: the lead that names its version instead, and what keeps that. */
export function keepOwnCalendar(lead: Lead): { readonly lead: Lead; readonly writes: Write[] } {
  const { dealerId, sla } = lead;
  if (typeof sla.calendar === 'string') return { lead, writes: [] };
  const calendar = calendarVersionOf(sla.calendar);
  return { lead: { ...lead, sla: { ...sla, calendar } }, writes: [keepCalendar({ ...sla.calendar, dealerId })] };
}
