import Analytics
import Canvas
import Dispatch
import Glibc
import Ingest
import Ledger
import Panels
import Synchronization
import Workbook

/// Does what the state asks for, off the screen's thread, and posts the results.
final class Worker: Sendable {
  private let sources: @Sendable () -> [Source]
  private let paths: [String]
  private let options: ReadOptions
  private let mailbox: Mailbox
  private let desk: WorkbookDesk
  private let prepare: (@Sendable (Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?))?
  private let readingJob = Atomic<Int>(0)
  private let arranging = Mutex<[ViewID: Int]>([:])
  private let summingJob = Atomic<Int>(0)
  private let indexingJob = Atomic<Int>(0)
  private let findingJob = Atomic<Int>(0)
  private let filteringJob = Atomic<Int>(0)
  private let trendJob = Atomic<Int>(0)
  private let tryingJob = Atomic<Int>(0)
  /// Answers of this session: kept where there is no side file for them, too.
  private let answers = Mutex<[GivenAnswer]>([])
  private let watch = Mutex<FileWatch?>(nil)
  private let queue = DispatchQueue(label: "clientele.work", qos: .userInitiated, attributes: .concurrent)
  private let deciding = DispatchQueue(label: "clientele.decide", qos: .userInitiated)

  /// A worker for these sources.
  ///
  /// - Parameters:
  ///   - sources: Makes the sources; called in the background, at each reading.
  ///   - paths: Files to follow.
  init(
    sources: @escaping @Sendable () -> [Source], paths: [String], options: ReadOptions,
    prepare: (@Sendable (Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?))?, desk: WorkbookDesk,
    mailbox: Mailbox
  ) {
    self.sources = sources
    self.paths = paths
    self.options = options
    self.desk = desk
    self.prepare = prepare
    self.mailbox = mailbox
  }

  /// Begins one piece of work.
  func perform(_ effect: Effect) {
    switch effect {
    case .read(let job): read(job)
    case .cancelReading: readingJob.store(-1, ordering: .sequentiallyConsistent)
    case .makePanel(let id, let job, let findings):
      run {
        guard let panel = PanelRegistry.panel(id) else { return nil }
        return .panelMade(id: id, job: job, Worker.view(of: panel, findings))
      }
    case .open(let job, let key, let origin, let destination, let findings):
      run {
        var view = Worker.view(destination.open(), crumb: destination.title, key: key, findings)
        view.origin = origin
        return .opened(job: job, view)
      }
    case .tryFilter(let job, let line, let view, let findings):
      filteringJob.store(job.number, ordering: .sequentiallyConsistent)
      run { [self] in
        FilterTrial(line, view, findings) { self.filteringJob.load(ordering: .relaxed) != job.number }
          .map { .filterTried(job: job, $0) }
      }
    case .openFiltered(let job, let text, let findings):
      run { Worker.everybody(filter: text, findings).map { .opened(job: job, $0) } }
    case .index(let job, let ledger): index(job, ledger)
    case .find(let job, let text, let index, let findings, let isMasked):
      findingJob.store(job.number, ordering: .sequentiallyConsistent)
      run { [self] in
        Worker.found(text, index, findings, isMasked: isMasked) {
          self.findingJob.load(ordering: .relaxed) != job.number
        }
        .map { .found(job: job, text: text, $0) }
      }
    case .behind(let job, let key, let destination, let findings):
      run { .behindMade(job: job, Worker.view(destination.open(), crumb: destination.title, key: key, findings)) }
    case .arrange(let job, let view, let rule): arrange(job, view, rule)
    case .summarise(let job, let view):
      summingJob.store(job.number, ordering: .sequentiallyConsistent)
      run { [self] in
        TableSummary(view.sheet.table, rows: view.shownRows, columns: Set(view.shownColumns)) {
          self.summingJob.load(ordering: .relaxed) != job.number
        }.map { .summarised(job: job, $0) }
      }
    case .openRows(let job, let view, let opening):
      run {
        Worker.opened(opening, from: view).map { .opened(job: job, $0) }
          ?? .openFailed(job: job, "There is nothing here to make that of.")
      }
    case .statistics(let job, let view):
      run {
        view.currentColumn
          .flatMap { ColumnStatistics(view.sheet.table, column: $0, rows: view.shownRows) }
          .map { .statisticsMade(job: job, $0) } ?? .openFailed(job: job, "There is nothing here to describe.")
      }
    case .restore(let job, let panels, let stack, let root, let findings, let from):
      run { Worker.restore(job: job, panels: panels, stack: stack, root: root, findings, from: from) }
    case .turn(let job, let panels, let stack, let root, let findings):
      run {
        let made = Worker.walk(panels: panels, stack: stack, root: root, findings, from: nil)
        return .turned(job: job, findings, panels: made.panels, stack: made.stack, lost: made.lost)
      }
    case .trend(let job, let place, let view, let row, let column): trend(job, place, view, row, column)
    case .openTime(let job, let opening, let view):
      run {
        Worker.opened(opening, from: view).map { .opened(job: job, $0) }
          ?? .openFailed(job: job, "This has no earlier figures to lay beside it: it is a list, or words.")
      }
    case .export(let job, let order): run { .exported(job: job, Export.write(order)) }
    case .write(let job, let writing, let seconds): write(job, writing, afterSeconds: seconds)
    case .copy(let job, let view):
      run {
        let copy = Worker.copy(view)
        return .copied(job: job, text: copy.text, words: copy.words)
      }
    case .mask(let job, let ledger, let isMasked, let page): mask(job, ledger, isMasked, page)
    case .decide(let job, let step): decide(job, step)
    case .tryAnswers(let job, let question): tryAnswers(job, question)
    case .answer(let job, let given): answer(job, given)
    case .remember(let job, let choice): remember(job, choice)
    case .follow(let follows): follow(follows)
    }
  }

  private func run(_ work: @escaping @Sendable () -> Action?) {
    queue.async { [mailbox] in
      if let action = work() { mailbox.post(action) }
    }
  }

  /// Sorts and searches the rows of a view; a newer order of the same view puts an end to the older.
  private func arrange(_ job: Job, _ view: View, _ rule: RowRule) {
    arranging.withLock { $0[view.id] = job.number }
    run { [self] in
      let arrangement = Worker.arrange(view, rule) { self.arranging.withLock { $0[view.id] != job.number } }
      arranging.withLock { if $0[view.id] == job.number { $0[view.id] = nil } }
      return arrangement.map { .arranged(job: job, $0) }
    }
  }

  /// Follows a figure over time, a moment after the cursor has come to rest.
  private func trend(_ job: Job, _ place: TrendPlace, _ view: View, _ row: Int, _ column: Int) {
    trendJob.store(job.number, ordering: .sequentiallyConsistent)
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .milliseconds(120)) { [self] in
      let trend = Trend.of(view.sheet, row: row, column: column, view.findings) {
        self.trendJob.load(ordering: .relaxed) != job.number
      }
      mailbox.post(.trendMade(job: job, place, trend))
    }
  }

  /// Makes what customers are found by, after the panels: nobody waits for it yet.
  private func index(_ job: Job, _ ledger: Ledger) {
    indexingJob.store(job.number, ordering: .sequentiallyConsistent)
    DispatchQueue.global(qos: .utility).async { [self] in
      guard let index = CustomerIndex(ledger, isCancelled: { self.indexingJob.load(ordering: .relaxed) != job.number })
      else {
        return
      }
      mailbox.post(.indexed(job: job, index))
    }
  }

  // MARK: Writing

  /// Writes into the workbook, one thing after the other, and brings the page as it is then.
  private func write(_ job: Job, _ writing: Writing, afterSeconds seconds: Int) {
    deciding.asyncAfter(deadline: .now() + .seconds(seconds)) { [mailbox, desk] in
      do throws(WorkbookError) {
        let words = try desk.write(writing, now: Int64(time(nil)))
        mailbox.post(.written(job: job, .written(try desk.page(), words)))
      } catch {
        if case .segment(let segment, overwriting: false) = writing, desk.has(segment) {
          mailbox.post(.written(job: job, .exists(segment)))
        } else if error.isBusy {
          mailbox.post(.written(job: job, .waiting(writing, error.description)))
        } else {
          mailbox.post(.written(job: job, .failed(error.description)))
        }
      }
    }
  }

  /// Takes everything that names a person out of a ledger and a page, or gives them back as they are.
  private func mask(_ job: Job, _ ledger: Ledger, _ isMasked: Bool, _ page: WorkbookPage) {
    deciding.async { [mailbox, desk] in
      guard isMasked else {
        mailbox.post(.masked(job: job, .plain(ledger, page)))
        return
      }
      do throws(WorkbookError) {
        let mask = try desk.mask()
        mailbox.post(.masked(job: job, .masked(ledger.masked(mask), page.masked(mask))))
      } catch {
        mailbox.post(.masked(job: job, .failed(error.description)))
      }
    }
  }

  // MARK: Reading

  private func read(_ job: Job) {
    readingJob.store(job.number, ordering: .sequentiallyConsistent)
    queue.async { [self] in
      let start = Clock.seconds()
      let lastPost = Mutex(0.0)
      do throws(IngestError) {
        let ledger = try readLedger(
          sources(), options: answeredOptions,
          progress: { [mailbox] progress in
            let now = Clock.seconds()
            let isDue = lastPost.withLock { last in
              guard now - last >= 0.08 else { return false }
              last = now
              return true
            }
            if isDue { mailbox.post(.progressed(job: job, .init(progress: progress, elapsed: now - start))) }
          },
          isCancelled: { [self] in readingJob.load(ordering: .relaxed) != job.number })
        if let prepared = try prepare?(ledger) {
          mailbox.post(.read(job: job, prepared.ledger, asOf: prepared.asOf))
        } else {
          mailbox.post(.read(job: job, ledger, asOf: nil))
        }
      } catch {
        mailbox.post(.readFailed(job: job, error))
      }
    }
  }

  /// The options with what was answered in this session.
  private var answeredOptions: ReadOptions {
    var options = options
    for answer in answers.withLock({ $0 }) {
      options.answers[answer.fingerprint, default: [:]][answer.key] = answer.value
    }
    return options
  }

  /// Reads the sources under each answer, one after the other; a newer question ends it.
  private func tryAnswers(_ job: Job, _ question: OpenQuestion) {
    tryingJob.store(job.number, ordering: .sequentiallyConsistent)
    queue.async { [self] in
      for (position, answer) in question.answers.enumerated() {
        let trial = AnswerTrial(answer, to: question, sources: sources(), options: answeredOptions) {
          self.tryingJob.load(ordering: .relaxed) != job.number
        }
        guard tryingJob.load(ordering: .relaxed) == job.number else { return }
        mailbox.post(
          .answersTried(job: job, position, trial, isLast: position == question.answers.count - 1))
      }
    }
  }

  /// Writes an answer to the side file, where there is one; without one it holds for this session.
  private func answer(_ job: Job, _ given: GivenAnswer) {
    tryingJob.store(-1, ordering: .sequentiallyConsistent)
    deciding.async { [self] in
      do throws(IngestError) {
        if let path = options.answerFile { try AnswerFile(path: path).remember(given, at: Int(time(nil))) }
        answers.withLock { answers in
          answers.removeAll { $0.fingerprint == given.fingerprint && $0.key == given.key }
          if given.value != nil { answers.append(given) }
        }
        mailbox.post(.answered(job: job, .success(given)))
      } catch {
        mailbox.post(.answered(job: job, .failure(error)))
      }
    }
  }

  /// Writes what a file is to the side file of choices.
  private func remember(_ job: Job, _ choice: KindChoice) {
    deciding.async { [mailbox, options] in
      do throws(IngestError) {
        guard let path = options.kindFile else { return }
        try KindFile(path: path).remember(
          choice.kind, for: choice.fingerprint, file: choice.file, at: Int(time(nil)))
        mailbox.post(.kindRemembered(job: job, .success(choice)))
      } catch {
        mailbox.post(.kindRemembered(job: job, .failure(error)))
      }
    }
  }

  /// Writes a decision to the side file; one after the other, in the order in which they were made.
  private func decide(_ job: Job, _ step: DecisionStep) {
    deciding.async { [mailbox, options] in
      do throws(IngestError) {
        guard let path = options.identityFile else { return }
        try DecisionFile(path: path).append(step.decision, note: step.note, at: Int(time(nil)))
        mailbox.post(.decided(job: job, .success(step)))
      } catch {
        mailbox.post(.decided(job: job, .failure(error)))
      }
    }
  }

  private func follow(_ follows: Bool) {
    watch.withLock { watch in
      watch?.stop()
      watch = nil
      guard follows, !paths.isEmpty else { return }
      watch = FileWatch(paths: paths) { [mailbox] _, event in
        switch event {
        case .grown, .replaced: mailbox.post(.fileChanged)
        case .vanished: mailbox.post(.fileVanished)
        case .returned: mailbox.post(.fileReturned)
        }
      }
    }
  }
}

/// The clocks of the machine.
enum Clock {
  /// The day on which it is now, in the machine's time zone.
  static func today() -> Day {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(
      uncheckedYear: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// Seconds since some fixed moment.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
