import CZip
import Glibc
import Ledger

/// The members of a zip file that lies in a source, read one at a time.
///
/// libzip reads through `SourceBytes`, so that archives in memory, on disk and inside others are all the same to it. Every
/// member is checked against its CRC at its end. Not for several threads at once.
final class ZipArchive {
  /// One member.
  struct Member {
    let index: UInt64
    /// Its path in the archive, with strokes.
    let name: String
    /// Its size, packed.
    let packed: Int
    let isEncrypted: Bool
  }

  /// More members than any export has.
  static let memberLimit = 10_000

  /// All members, in the archive's order; folders are none.
  private(set) var members: [Member] = []
  private let bytes: SourceBytes
  private let label: String
  private let limit: UnpackLimit
  private let door: ZipDoor
  private let archive: OpaquePointer

  /// Opens an archive and reads its list of members; `label` is what messages blame.
  init(_ bytes: SourceBytes, label: String, limit: UnpackLimit) throws(IngestError) {
    self.bytes = bytes
    self.label = label
    self.limit = limit
    door = ZipDoor(bytes)
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let source = zip_source_function_create(ZipDoor.answer, Unmanaged.passUnretained(door).toOpaque(), &failure)
    else { throw Self.damaged(label) }
    guard let opened = zip_open_from_source(source, Int32(ZIP_RDONLY), &failure) else {
      zip_source_free(source)
      throw Self.damaged(label)
    }
    archive = opened
    let count = zip_get_num_entries(archive, 0)
    guard count <= Self.memberLimit else {
      throw IngestError(
        kind: .unreadable, file: label,
        what: "holds \(Digits.grouped(Int(count))) files, more than \(Digits.grouped(Self.memberLimit))",
        wayOut: "Unpack it, and name the order files in it.")
    }
    var packed = 0
    var whole = 0
    for index in 0..<UInt64(max(0, count)) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, index, 0, &status) == 0 else { throw Self.damaged(label) }
      let name = Self.name(zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW)))
      // What the list of members says is enough to refuse an archive before anything is unpacked; what comes out is
      // counted all the same.
      packed = packed.addingReportingOverflow(Int(clamping: status.comp_size)).partialValue
      whole = whole.addingReportingOverflow(Int(clamping: status.size)).partialValue
      guard packed >= 0, packed <= bytes.count else { throw Self.overlapping(label) }
      guard whole >= 0 else { throw Self.damaged(label) }
      if name.hasSuffix("/") { continue }
      members.append(
        Member(
          index: index, name: name, packed: Int(clamping: status.comp_size),
          isEncrypted: status.encryption_method != ZIP_EM_NONE))
    }
    try limit.check(whole, file: label)
  }

  deinit { zip_discard(archive) }

  /// The member of this path, upper and lower case alike: some writers of workbooks differ.
  func member(_ path: String) -> Member? {
    members.first { $0.name == path } ?? members.first { $0.name.lowercased() == path.lowercased() }
  }

  /// Gives the bytes of a member piece by piece until `body` answers `false`, and to the end unless it does.
  func read(
    _ member: Member, isCancelled: (@Sendable () -> Bool)?,
    _ body: (UnsafeBufferPointer<UInt8>) throws(IngestError) -> Bool
  ) throws(IngestError) {
    let place = label + " › " + member.name
    guard !member.isEncrypted else {
      throw IngestError(
        kind: .unreadable, file: place, what: "is encrypted", wayOut: "Unpack the zip file with its password first.")
    }
    guard let file = zip_fopen_index(archive, member.index, 0) else {
      throw Self.failure(zip_error_code_zip(zip_get_error(archive)), place)
    }
    defer { zip_fclose(file) }
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var whole = 0
    while true {
      if isCancelled?() == true { throw .cancelled }
      let count = Int(zip_fread(file, buffer, UInt64(step)))
      guard count >= 0 else { throw Self.failure(zip_error_code_zip(zip_file_get_error(file)), place) }
      if count == 0 { return }
      whole += count
      try limit.add(count, whole: whole, of: member.packed, file: place)
      guard try body(UnsafeBufferPointer(start: buffer, count: count)) else { return }
    }
  }

  /// The first bytes of a member, at most `ContentKind.headBytes`.
  func head(of member: Member) throws(IngestError) -> [UInt8] {
    var head: [UInt8] = []
    try read(member, isCancelled: nil) { piece in
      head.append(contentsOf: piece.prefix(ContentKind.headBytes - head.count))
      return head.count < ContentKind.headBytes
    }
    return head
  }

  /// All bytes of a member, as a source of their own.
  func source(of member: Member, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> SourceBytes {
    let spill = TextSpill(name: label + " › " + member.name)
    try read(member, isCancelled: isCancelled) { (piece) throws(IngestError) in
      try spill.write(piece)
      return true
    }
    return try spill.source(bytesOnDisk: member.packed, isPacked: false, changed: bytes.changed)
  }

  /// A member's name as a person reads it: UTF-8 where it is, else as Chinese Windows writes it, else Western.
  private static func name(_ raw: UnsafePointer<CChar>?) -> String {
    guard let raw else { return "" }
    let count = strlen(raw)
    let text = raw.withMemoryRebound(to: UInt8.self, capacity: count) { start in
      let bytes = UnsafeBufferPointer(start: start, count: count)
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      let isChinese = HanEvidence(bytes, .gb).isChinese
      return Iconv.text(bytes, from: isChinese ? "GB18030" : "CP437", isLenient: true) ?? ""
    }
    return String(text.map { $0 == "\\" ? "/" : $0 })
  }

  private static func overlapping(_ label: String) -> IngestError {
    IngestError(
      kind: .damaged, file: label, what: "the files in this zip file share bytes: together they are larger than it is",
      wayOut: "No program for archives writes such a file. Copy or download it again.")
  }

  private static func damaged(_ label: String) -> IngestError {
    IngestError(
      kind: .damaged, file: label, what: "this zip file (or .xlsx spreadsheet) is damaged or was cut off",
      wayOut: "Copy or download it again; `unzip -t` must pass.")
  }

  private static func failure(_ code: Int32, _ place: String) -> IngestError {
    switch code {
    case ZIP_ER_COMPNOTSUPP, ZIP_ER_ENCRNOTSUPP, ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_OPNOTSUPP:
      return IngestError(
        kind: .unreadable, file: place, what: "is packed or encrypted in a way that is not supported",
        wayOut: "Unpack the zip file yourself, and name the order files in it.")
    case ZIP_ER_MEMORY: return IngestError(kind: .unreadable, file: place, what: "does not fit into memory")
    case ZIP_ER_CRC:
      return IngestError(
        kind: .damaged, file: place, what: "is damaged: its checksum is wrong",
        wayOut: "Copy or download the zip file again; `unzip -t` must pass.")
    default: return damaged(place)
    }
  }
}

/// Answers libzip's questions about the bytes of an archive.
private final class ZipDoor {
  private let bytes: SourceBytes
  private var at = 0
  private var failure = zip_error_t()
  private let slack = UnsafeMutablePointer<UInt8>.allocate(capacity: ZipDoor.step + SourceBytes.slack)
  private static let step = 1 << 16

  init(_ bytes: SourceBytes) {
    self.bytes = bytes
    zip_error_init(&failure)
  }

  deinit { slack.deallocate() }

  static let answer: zip_source_callback = { state, data, length, command in
    guard let state else { return -1 }
    return Unmanaged<ZipDoor>.fromOpaque(state).takeUnretainedValue().answer(command, data, Int(clamping: length))
  }

  private func answer(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: Int) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      at = 0
      return 0
    case ZIP_SOURCE_READ: return Int64(read(data, length))
    case ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE: return 0
    case ZIP_SOURCE_STAT:
      guard let data, length >= MemoryLayout<zip_stat_t>.size else { return -1 }
      let status = data.assumingMemoryBound(to: zip_stat_t.self)
      zip_stat_init(status)
      status.pointee.size = UInt64(bytes.count)
      status.pointee.valid = UInt64(ZIP_STAT_SIZE)
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&failure, data, UInt64(length))
    case ZIP_SOURCE_SEEK:
      guard let data else { return -1 }
      let wanted = zip_source_seek_compute_offset(UInt64(at), UInt64(bytes.count), data, UInt64(length), &failure)
      guard wanted >= 0 else { return -1 }
      at = Int(wanted)
      return 0
    case ZIP_SOURCE_TELL: return Int64(at)
    case ZIP_SOURCE_SUPPORTS:
      let commands = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
        ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
      ]
      return commands.reduce(0) { $0 | Int64(1) << Int64($1.rawValue) }
    default:
      zip_error_set(&failure, ZIP_ER_OPNOTSUPP, 0)
      return -1
    }
  }

  private func read(_ data: UnsafeMutableRawPointer?, _ length: Int) -> Int {
    guard let data else { return -1 }
    var done = 0
    while done < length {
      let window = bytes.window(at: at, limit: min(Self.step, length - done), in: slack)
      guard let start = window.baseAddress, window.count > 0 else { break }
      (data + done).copyMemory(from: start, byteCount: window.count)
      done += window.count
      at += window.count
    }
    return done
  }
}
