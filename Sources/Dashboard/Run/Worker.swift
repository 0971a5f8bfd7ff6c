import Analytics
import Canvas
import Dispatch
import Glibc
import Ingest
import Ledger
import Panels
import Synchronization

/// Does what the state asks for, off the screen's thread, and posts the results.
final class Worker: Sendable {
  private let sources: @Sendable () -> [Source]
  private let paths: [String]
  private let options: ReadOptions
  private let mailbox: Mailbox
  private let readingJob = Atomic<Int>(0)
  private let arrangingJob = Atomic<Int>(0)
  private let watch = Mutex<FileWatch?>(nil)
  private let queue = DispatchQueue(label: "clientele.work", qos: .userInitiated, attributes: .concurrent)
  private let deciding = DispatchQueue(label: "clientele.decide", qos: .userInitiated)

  /// A worker for these sources.
  ///
  /// - Parameters:
  ///   - sources: Makes the sources; called in the background, at each reading.
  ///   - paths: Files to follow.
  init(sources: @escaping @Sendable () -> [Source], paths: [String], options: ReadOptions, mailbox: Mailbox) {
    self.sources = sources
    self.paths = paths
    self.options = options
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
    case .open(let job, let key, let destination, let findings):
      run {
        let sheet = destination.open()
        let measures = SheetMeasures(sheet, format: findings.format)
        return .opened(job: job, View(crumb: destination.title, key: key, sheet: sheet, measures: measures))
      }
    case .arrange(let job, let depth, let view, let sort, let search, let findings):
      arrangingJob.store(job, ordering: .sequentiallyConsistent)
      run { [self] in
        Worker.arrange(view, sort: sort, search: search, format: findings.format) {
          self.arrangingJob.load(ordering: .relaxed) != job
        }.map { .arranged(job: job, depth: depth, $0) }
      }
    case .restore(let job, let panels, let stack, let root, let findings):
      run { Worker.restore(job: job, panels: panels, stack: stack, root: root, findings) }
    case .export(let job, let view, let path, let findings):
      run { .exported(job: job, Export.write(view, to: path, currency: findings.ledger.currency)) }
    case .decide(let job, let step): decide(job, step)
    case .remember(let job, let choice): remember(job, choice)
    case .follow(let follows): follow(follows)
    }
  }

  private func run(_ work: @escaping @Sendable () -> Action?) {
    queue.async { [mailbox] in
      if let action = work() { mailbox.post(action) }
    }
  }

  // MARK: Reading

  private func read(_ job: Int) {
    readingJob.store(job, ordering: .sequentiallyConsistent)
    queue.async { [self] in
      let start = Clock.seconds()
      let lastPost = Mutex(0.0)
      do throws(IngestError) {
        let ledger = try readLedger(
          sources(), options: options,
          progress: { [mailbox] progress in
            let now = Clock.seconds()
            let isDue = lastPost.withLock { last in
              guard now - last >= 0.08 else { return false }
              last = now
              return true
            }
            if isDue { mailbox.post(.progressed(job: job, .init(progress: progress, elapsed: now - start))) }
          },
          isCancelled: { [self] in readingJob.load(ordering: .relaxed) != job })
        mailbox.post(.read(job: job, ledger))
      } catch {
        mailbox.post(.readFailed(job: job, error))
      }
    }
  }

  /// Writes what a file is to the side file of choices.
  private func remember(_ job: Int, _ choice: KindChoice) {
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
  private func decide(_ job: Int, _ step: DecisionStep) {
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

  // MARK: Views

  private static func view(of panel: Panel, _ findings: Findings) -> View {
    _ = findings(ShopHeader.self)
    let sheet = panel.sheet(findings)
    // Drawn once where nobody waits, so that what the drawing computes is there when the screen asks for it.
    if let figure = sheet.figure {
      var canvas = Canvas(size: Size(width: 120, height: figure.ideal), theme: .plain)
      figure.draw(&canvas, canvas.bounds, nil)
    }
    return View(
      crumb: panel.title, key: panel.id, sheet: sheet, measures: SheetMeasures(sheet, format: findings.format))
  }

  /// The rows of a view in another order, or with another search; the row under the cursor keeps it.
  ///
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  static func arrange(
    _ view: View, sort: View.Sort?, search: String, format: ValueFormat,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Arrangement? {
    let table = view.sheet.table
    let key = view.currentRow.map { table.key(of: $0) }
    let all = { (0..<Int32(table.rowCount)).map { $0 } }
    var rows: [Int32]?
    if !search.isEmpty {
      // A longer search finds no row that the shorter one did not.
      let candidates = !view.search.isEmpty && search.hasPrefix(view.search) ? view.rows ?? all() : all()
      guard
        let found = RowSearch(search, in: table, format: format).rows(among: candidates, isCancelled: isCancelled)
      else { return nil }
      rows = found
    }
    if let sort, let column = table.column(sort.column) {
      if sort != view.sort || search.isEmpty || rows == nil || !search.hasPrefix(view.search) || view.search.isEmpty {
        rows = table.order(of: rows?.sorted() ?? all(), by: column, descending: sort.descending)
      }
    } else {
      rows?.sort()
    }
    return Arrangement(rows: rows, sort: sort, search: search, key: key)
  }

  /// Makes the shown panels from newer data and walks the drill-down again, by the keys of its rows.
  private static func restore(
    job: Int, panels: [View], stack: [View], root: String, _ findings: Findings
  ) -> Action {
    var fresh: [View] = []
    for old in panels {
      guard let panel = PanelRegistry.panel(old.key) else { continue }
      fresh.append(renew(view(of: panel, findings), like: old, findings))
    }
    var newStack: [View] = []
    var lost: String?
    var below = fresh.first { $0.key == root }
    for old in stack {
      guard let level = below, let row = level.sheet.table.row(for: old.key),
        let destination = level.sheet.destination(row)
      else {
        lost = old.crumb
        break
      }
      let sheet = destination.open()
      let view = View(
        crumb: destination.title, key: old.key, sheet: sheet,
        measures: SheetMeasures(sheet, format: findings.format))
      let renewed = renew(view, like: old, findings)
      newStack.append(renewed)
      below = renewed
    }
    return .restored(job: job, panels: fresh, stack: newStack, lost: lost)
  }

  /// Gives a fresh view the order, search, cursor and scroll position of the old one.
  private static func renew(_ view: View, like old: View, _ findings: Findings) -> View {
    var view = view
    if old.sort != nil || !old.search.isEmpty {
      if let arrangement = arrange(view, sort: old.sort, search: old.search, format: findings.format) {
        view.rows = arrangement.rows
        view.sort = arrangement.sort
        view.search = arrangement.search
      }
    }
    let offset = old.table.cursor - old.table.top
    view.table = old.table
    if let row = old.currentRow, view.select(key: old.sheet.table.key(of: row)) {
      view.table.top = max(0, view.table.cursor - offset)
    } else {
      view.table.cursor = max(0, min(view.count - 1, old.table.cursor))
      view.table.top = min(view.table.top, view.table.cursor)
    }
    return view
  }
}

/// Seconds of a clock that never goes back.
enum Clock {
  /// Seconds since some fixed moment.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
