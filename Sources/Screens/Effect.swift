import Checklists
import Evidence
import Reviews

/// Something a key asks the program to do; the screens themselves touch nothing.
package enum Effect: Hashable, Sendable {
  /// After every change, and before leaving; answered by `.saved` or `.unsaved`, which may come later.
  case save(Review)
  /// Save and tell where; answered by `.saved` and `.message`, or by `.unsaved`.
  case write(Review)
  case quit
  /// Keep the review as a final one and drop the draft; answered by `.finished` or `.failed`.
  case finish(Review)
  /// Read settings and checklists anew and run all probes again; answered by `.settled`, by `.checklistsRead` where they
  /// have changed, by `.progress`, and at the end by `.findings`, `.observations` and `.probingEnded`, or at any time by
  /// `.notProbed`.
  case probe
  /// Answered by `.probingCancelled`.
  case cancelProbing
  /// The reviewer changed the module's kind, which suggestions follow from: answered as `.probe` is, but by no `.settled`,
  /// which would speak against the reviewer.
  case kindChanged(ProjectKind)
  /// `format` is one of `Front.exportFormats`.
  case export(format: String, path: String)
  /// Open $EDITOR there and come back; answered by `.failed` when it did not end well.
  case openEditor(Location)
  /// Edit the note in $EDITOR; answered by `.noteEdited` when the editor ended well, else by `.failed`.
  case editNote(item: String, text: String)
  /// Answered by `.source`.
  case readSource(Location)
  /// Answered by `.coloured`: Go text of an example.
  case colour(String)
  /// Put an entry into the repository's list of silenced findings, or take it out; answered by `.silencingChanged` or
  /// `.silencingRefused`; by nothing while no run of the probes has ended, which will tell what follows.
  case changeSilencing(SilencingChange)
  /// Answered by `.past`: all reviews of the project. The newest ones come without being asked for.
  case readPast
  /// Answered by `.pastReviews`, as far as they can be read.
  case readPastReviews([String])
  /// Answered by `.projects`.
  case readProjects
  case suspend
  case redraw
  /// Let clicks and the wheel come as keys, or leave the mouse to the terminal; answered by `.failed` where it has none.
  case mouse(Bool)
  /// Put the text on the reader's clipboard (OSC 52).
  case copy(String)
}

/// Something the program tells the screens.
package enum Event: Hashable, Sendable {
  /// `done` of `total` probes have ended; `label` names the one that runs.
  case progress(done: Int, total: Int, label: String)
  /// Observations of a run, whole or in part: those of the same items are replaced.
  case observations([Observation], ProbedProject)
  /// What the settings say of kind and profile, read again before the probes run again.
  case settled(kind: ProjectKind?, profile: String?)
  case probingEnded
  /// By the reviewer.
  case probingCancelled
  /// The probes did not run, or not to their end, with the reason; the findings stay as they were.
  case notProbed(String)
  /// Before the probes ran again: the checklists as they are on the disk now, which is not as they were.
  case checklistsRead(Catalogue)
  /// What the probes are about and what is known of libraries, told beside the first run.
  case explained([ProbeExplanation], [LibraryPurpose])
  /// What all probes of a run found.
  case findings(ProbedFindings)
  /// The list of silenced findings was changed; what follows from it.
  case silencingChanged(SilencingChange, ProbedFindings, [Observation])
  case silencingRefused(SilencingChange, String)
  /// Source lines of a file, the first of them being line `firstLine`. No lines: the file cannot be read.
  case source(path: String, firstLine: Int, lines: [SourceLine])
  /// An example's text in lines with what their parts are.
  case coloured(String, [SourceLine])
  case noteEdited(item: String, text: String)
  case saved
  /// A save failed, with the reason; the next one may work.
  case unsaved(String)
  /// The final review as it is on the disk.
  case finished(Review)
  case past(PastReviews)
  case pastReviews([Review])
  /// With what could not be read, each with the reason.
  case projects([Timeline], problems: [String])
  case failed(String)
  case message(String)
}
