interface Timer {
  readonly status: string;
  readonly error?: string;
}

/** Whether the execution of a timer came to its end as it should: there was nothing left, or it was ended with the answer. */
export function endedWell({ status, error }: Timer): boolean {
  return status === 'SUCCEEDED' || (status === 'ABORTED' && error === 'Answered');
}
