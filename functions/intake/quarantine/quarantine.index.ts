/** The name of the sparse index that lists what intake has to look after: kept documents by time, counts by due time. */
export const intakeLists = 'intake-lists';
