import Glibc
import Ledger

/// All segments there are: the shipped ones and those of the user's folder, one file each.
///
/// A value: it holds what was there when it was made or last written to. The user's segment of a shipped one's name
/// takes its place.
public struct SegmentShelf: Sendable {
  /// The end of a segment file's name.
  public static let suffix = ".segment"
  /// Files of the folder that are read; more are an error, not a long wait.
  public static let filesRead = 2_000

  /// The user's folder; `nil` where there is none, then nothing can be saved.
  public let folder: String?
  /// The shipped segments in their order, then the user's own by name.
  public private(set) var all: [Segment] = []
  /// Why files of the folder could not be read; the others are there all the same.
  public private(set) var errors: [WorkbookError] = []

  /// The shipped segments and those in a folder, which need not exist. Complexity: O(bytes of the files).
  public init(folder: String?) {
    self.folder = folder
    load()
  }

  /// The segment of this name.
  public func segment(named name: String) -> Segment? { all.first { $0.name == name } }

  /// The names of all segments, in the order of ``all``.
  public var names: [String] { all.map(\.name) }

  /// What to say about a name that no segment has: the nearest name, and all of them.
  public func unknown(_ name: String) -> WorkbookError {
    WorkbookError(
      file: folder ?? "segments", what: "there is no segment “\(name)”\(NearestName.hint(name, among: names))",
      wayOut: "There are: \(names.joined(separator: ", ")).")
  }

  /// Writes a segment into the user's folder, for its owner alone, and takes it in; its origin and line are made anew.
  ///
  /// A shipped segment of the name is no obstacle: the user's takes its place.
  /// - Parameter overwriting: Whether a file of the name may be replaced.
  /// - Throws: ``WorkbookError`` where the name or the filter is none, the file is there, or it cannot be written; the
  ///   folder is as it was then.
  public mutating func save(_ segment: Segment, overwriting: Bool) throws(WorkbookError) {
    let path = try path(of: segment.name)
    let bytes = Array(SegmentText.text(segment).utf8)
    guard bytes.count <= SegmentText.limit else {
      throw WorkbookError(
        file: path, what: "the segment is larger than \(SegmentText.limit >> 10) kB",
        wayOut: "Split it into segments that it names: segment(one) or segment(two).")
    }
    _ = try SegmentText.segment(bytes, name: segment.name, origin: .file(path), file: path)
    switch PrivateFile.write(bytes, to: path, replacing: overwriting) {
    case 0: load()
    case EEXIST:
      throw WorkbookError(
        file: path, what: "there is a segment of this name already", wayOut: "Choose another name, or replace it.")
    case ELOOP:
      throw WorkbookError(
        file: path, what: "is a link to another file", wayOut: "Change the file that it leads to, or remove the link.")
    case let code:
      throw WorkbookError(
        file: path, what: "cannot be written: \(PrivateFile.words(code))",
        wayOut: "Check the permissions of its folder and the room on the disk.")
    }
  }

  /// Removes the user's segment of this name; a shipped one that it stood for is there again.
  ///
  /// - Throws: ``WorkbookError`` where the user has none of the name, or it cannot be removed.
  public mutating func remove(named name: String) throws(WorkbookError) {
    let path = try path(of: name)
    guard unlink(path) != 0 else { return load() }
    let code = errno
    guard code == ENOENT || code == ENOTDIR else {
      throw WorkbookError(
        file: path, what: "cannot be removed: \(PrivateFile.words(code))",
        wayOut: "Check the permissions of its folder.")
    }
    guard segment(named: name) == nil else {
      throw WorkbookError(
        file: name, what: "this segment is built in and cannot be removed",
        wayOut: "Save one of your own under its name to take its place.")
    }
    throw unknown(name)
  }

  /// Reads the folder again.
  public mutating func reload() { load() }

  private func path(of name: String) throws(WorkbookError) -> String {
    if let problem = Segment.problem(withName: name) {
      throw WorkbookError(
        file: folder ?? "segments", what: "the name “\(name)” \(problem)",
        wayOut: "Names are made of letters, digits, - and _.")
    }
    guard let folder else {
      throw WorkbookError(
        file: name + SegmentShelf.suffix, what: "there is no folder for segments of your own",
        wayOut: "Set HOME or XDG_CONFIG_HOME.")
    }
    return folder + "/" + name + SegmentShelf.suffix
  }

  private mutating func load() {
    errors = []
    var own: [String: Segment] = [:]
    for file in files() {
      let path = (folder ?? "") + "/" + file
      let name = String(file.dropLast(SegmentShelf.suffix.count))
      do throws(WorkbookError) {
        own[name] = try SegmentShelf.read(path, name: name)
      } catch {
        errors.append(error)
      }
    }
    let shipped = ShippedSegments.all
    let rest = own.keys.filter { name in !shipped.contains { $0.name == name } }.sorted()
    all = shipped.map { own[$0.name] ?? $0 } + rest.compactMap { own[$0] }
  }

  private static func read(_ path: String, name: String) throws(WorkbookError) -> Segment {
    if let problem = Segment.problem(withName: name) {
      throw WorkbookError(
        file: path, what: "the name of the file \(problem)",
        wayOut: "Rename it: letters, digits, - and _, then \(suffix).")
    }
    switch PrivateFile.read(path, limit: SegmentText.limit) {
    case .bytes(let bytes): return try SegmentText.segment(bytes, name: name, origin: .file(path), file: path)
    case .absent:
      throw WorkbookError(
        file: path, what: "is not there", wayOut: "If it is a link, it leads nowhere: remove it.")
    case .unreadable(let why):
      throw WorkbookError(file: path, what: why, wayOut: "Check what it is, or take it out of the folder.")
    }
  }

  /// Names of the folder's segment files, by their letters.
  private mutating func files() -> [String] {
    guard let folder, PrivateFile.isName(folder) else { return [] }
    guard let stream = opendir(folder) else {
      let code = errno
      if code != ENOENT {
        errors.append(
          WorkbookError(
            file: folder, what: "the folder cannot be read: \(PrivateFile.words(code))",
            wayOut: "Check its permissions."))
      }
      return []
    }
    defer { closedir(stream) }
    var files: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(SegmentShelf.suffix), !name.hasPrefix(".") else { continue }
      guard files.count < SegmentShelf.filesRead else {
        errors.append(
          WorkbookError(
            file: folder, what: "there are more than \(SegmentShelf.filesRead) segment files",
            wayOut: "Move those that you do not use elsewhere."))
        break
      }
      files.append(name)
    }
    return files.sorted()
  }
}
