import type { LeadSource, VehicleOfInterest } from '../stated/stated-lead.ts';

/** How exactly a vehicle is named: one car, a model with year or trim, a model, a make. */
type VehicleDetail = 'exact' | 'configured' | 'model' | 'make';

/** What rules ask of all the requests that became one lead, the first among them; what each said lies beside the lead. */
export interface Requests {
  /** How many there were. */
  readonly times: number;
  /** When the last one came (ISO text). */
  readonly lastAt: string;
  /** The systems they came through, the newest last. */
  readonly systems: readonly string[];
  /** How exactly they named what the person is interested in. */
  readonly details: readonly VehicleDetail[];
  /** Whether one of them asked for a test drive. */
  readonly testDrive: boolean;
}

/** What of a request is remembered here. */
interface Request {
  readonly source: Pick<LeadSource, 'system'>;
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
}

/** More systems than any person asks through; of the others the oldest is forgotten. */
const mostSystems = 20;

/** The requests of a lead with one more, which came at an instant (ISO text). */
export function addRequest(before: Requests | undefined, request: Request, at: string): Requests {
  const { system } = request.source;
  const others = before?.systems.filter((each) => each !== system) ?? [];
  const details = request.vehiclesOfInterest.flatMap((vehicle) => detailOf(vehicle) ?? []);
  const drives = request.vehiclesOfInterest.some(({ interest }) => interest === 'test-drive');
  return {
    times: (before?.times ?? 0) + 1,
    lastAt: laterOf(before?.lastAt ?? at, at),
    systems: [...others, system].slice(-mostSystems),
    details: [...new Set([...(before?.details ?? []), ...details])],
    testDrive: before?.testDrive === true || drives,
  };
}

/** A request that lay in quarantine may come after later ones. */
function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

function detailOf({ vin, stockNumber, make, model, year, trim }: VehicleOfInterest): VehicleDetail | undefined {
  if (vin !== undefined || stockNumber !== undefined) return 'exact';
  if (model !== undefined) return year !== undefined || trim !== undefined ? 'configured' : 'model';
  return make === undefined ? undefined : 'make';
}
