import Glibc

/// The bytes of one source, which several threads may look at in windows.
///
/// A plain file is read with `pread` into a window that its reader owns and reuses. Mapping it would be as fast, but a
/// mapped file that is truncated while it is read ends the process with SIGBUS, and files that are being rewritten are
/// everyday life for a live dashboard: a short window is all that comes of it here.
final class SourceBytes: Sendable {
  /// Bytes of text, unpacked.
  let count: Int
  /// Bytes as they lie on disk.
  let bytesOnDisk: Int
  /// Whether the source is packed with gzip.
  let isPacked: Bool
  /// Seconds since 1970 of the last change; 0 for bytes in memory.
  let changed: Int
  private let descriptor: Int32
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt8>?

  /// Bytes that may be read, as rubbish, after the end of every window.
  static let slack = 64

  private init(
    count: Int, bytesOnDisk: Int, isPacked: Bool, changed: Int, descriptor: Int32,
    memory: UnsafeMutablePointer<UInt8>?
  ) {
    self.count = count
    self.bytesOnDisk = bytesOnDisk
    self.isPacked = isPacked
    self.changed = changed
    self.descriptor = descriptor
    self.memory = memory
  }

  deinit {
    free(memory)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Bytes that were allocated with `malloc`, with ``slack`` to spare; freed with the object.
  convenience init(
    adopting memory: UnsafeMutablePointer<UInt8>, count: Int, bytesOnDisk: Int, isPacked: Bool, changed: Int
  ) {
    self.init(
      count: count, bytesOnDisk: bytesOnDisk, isPacked: isPacked, changed: changed, descriptor: -1, memory: memory)
  }

  /// The bytes of an open file that nobody else reads; closed with the object.
  convenience init(adopting descriptor: Int32, count: Int, bytesOnDisk: Int, isPacked: Bool, changed: Int) {
    self.init(
      count: count, bytesOnDisk: bytesOnDisk, isPacked: isPacked, changed: changed, descriptor: descriptor, memory: nil)
  }

  /// The bytes from `offset`, at most `limit` of them: in `buffer`, or where they lie in memory.
  ///
  /// `buffer` has room for `limit` bytes and ``slack``. Empty past the end, and where the file has become shorter.
  func window(at offset: Int, limit: Int, in buffer: UnsafeMutablePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let wanted = min(limit, count - offset)
    guard wanted > 0 else { return UnsafeBufferPointer(start: buffer, count: 0) }
    if let memory { return UnsafeBufferPointer(start: memory + offset, count: wanted) }
    var got = 0
    while got < wanted {
      let part = pread(descriptor, buffer + got, wanted - got, offset + got)
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { break }
      got += part
    }
    return UnsafeBufferPointer(start: buffer, count: got)
  }

  /// Opens a source; gzip is unpacked.
  static func open(_ source: Source, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> SourceBytes {
    let plain = try openPacked(source, isCancelled: isCancelled)
    return try unpackedIfPacked(plain, name: source.label, isCancelled: isCancelled)
  }

  /// Opens a source and leaves its bytes as they are; pipes are read to their end.
  static func openPacked(_ source: Source, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> SourceBytes {
    switch source {
    case .bytes(let name, let bytes):
      let memory = try allocate(bytes.count, name)
      bytes.withUnsafeBufferPointer { from in
        if let start = from.baseAddress { memory.update(from: start, count: bytes.count) }
      }
      return SourceBytes(adopting: memory, count: bytes.count, bytesOnDisk: bytes.count, isPacked: false, changed: 0)
    case .standardInput: return try drained(STDIN_FILENO, source.label, isCancelled)
    case .file(let path): return try openFile(path, isCancelled: isCancelled)
    }
  }

  private static func openFile(
    _ path: String, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> SourceBytes {
    let descriptor = FileName.with(path) { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw unreadable(path, code)
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFREG {
      return SourceBytes(
        count: Int(status.st_size), bytesOnDisk: Int(status.st_size), isPacked: false,
        changed: status.st_mtim.tv_sec, descriptor: descriptor, memory: nil)
    }
    defer { close(descriptor) }
    if kind == S_IFDIR {
      throw IngestError(
        kind: .unreadable, file: path, what: "is a folder, not a file", wayOut: "Name the order files in it.")
    }
    if kind == S_IFBLK || (kind == S_IFCHR && isatty(descriptor) == 0) {
      // A device may never end. /dev/null is one too: it is as good as an empty file.
      var byte: UInt8 = 0
      guard kind == S_IFCHR, read(descriptor, &byte, 1) == 0 else {
        throw IngestError(kind: .unreadable, file: path, what: "is a device, not a file", wayOut: "Name an order file.")
      }
    }
    return try drained(descriptor, path, isCancelled)
  }

  /// Everything that a pipe gives until its end.
  private static func drained(
    _ descriptor: Int32, _ path: String, _ isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> SourceBytes {
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step)
    defer { buffer.deallocate() }
    let spill = TextSpill(name: path)
    while true {
      if isCancelled?() == true { throw .cancelled }
      let part = read(descriptor, buffer, step)
      if part < 0, errno == EINTR { continue }
      guard part >= 0 else { throw unreadable(path, errno) }
      if part == 0 { break }
      try spill.write(UnsafeBufferPointer(start: buffer, count: part))
    }
    return try spill.source(bytesOnDisk: spill.count)
  }

  private static func unpackedIfPacked(
    _ plain: SourceBytes, name: String, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> SourceBytes {
    let magic = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 + slack)
    defer { magic.deallocate() }
    let start = plain.window(at: 0, limit: 2, in: magic)
    guard start.count == 2, start[0] == 0x1f, start[1] == 0x8b else { return plain }
    return try unpacked(plain, name: name, isCancelled: isCancelled)
  }

  /// Memory for `count` bytes and ``slack``.
  static func allocate(_ count: Int, _ name: String) throws(IngestError) -> UnsafeMutablePointer<UInt8> {
    guard let memory = malloc(count + slack) else { throw tooLarge(name) }
    return memory.assumingMemoryBound(to: UInt8.self)
  }

  /// The same memory, moved where it has to be, with room for `count` bytes and ``slack``.
  static func reallocate(
    _ memory: UnsafeMutablePointer<UInt8>, _ count: Int, _ name: String
  ) throws(IngestError) -> UnsafeMutablePointer<UInt8> {
    guard let moved = realloc(memory, count + slack) else {
      free(memory)
      throw tooLarge(name)
    }
    return moved.assumingMemoryBound(to: UInt8.self)
  }

  private static func tooLarge(_ name: String) -> IngestError {
    IngestError(
      kind: .unreadable, file: name, what: "does not fit into memory",
      wayOut: "Unpack it to a plain file: those are read piece by piece.")
  }

  private static func unreadable(_ path: String, _ code: Int32) -> IngestError {
    let reason = String(cString: strerror(code))
    switch code {
    case ENOENT:
      return IngestError(kind: .unreadable, file: path, what: "there is no such file", wayOut: "Check the path.")
    case EACCES:
      return IngestError(
        kind: .unreadable, file: path, what: "may not be read by this user", wayOut: "Change its permissions.")
    default: return IngestError(kind: .unreadable, file: path, what: "cannot be read: \(reason)")
    }
  }
}
