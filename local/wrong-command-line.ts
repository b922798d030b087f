/** The command line cannot be followed; the message is one line for whoever typed it. */
export class WrongCommandLine extends Error {}
