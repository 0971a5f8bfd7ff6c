import Ledger

/// Whether rows have to be compared before they can be given to people, and how they are.
///
/// Files that know accounts alone are read once, as before, unless an account turns out to mean nobody.
enum IdentityScan {
  /// Whether the files have keys that have to be compared: e-mails or phones, or names beside other keys.
  static func isNeeded(_ plan: ReadPlan) -> Bool {
    if plan.files.contains(where: { !$0.columns.isKeyedByName && max($0.columns.email, $0.columns.phone) >= 0 }) {
      return true
    }
    return plan.files.contains { $0.columns.isKeyedByName } && plan.files.contains { !$0.columns.isKeyedByName }
  }

  /// Whether files with accounts alone have some that mean nobody, such as 0 or `guest`.
  static func meetsNobody(
    _ readers: UnsafeMutablePointer<RowReader>, _ plan: ReadPlan, _ options: ReadOptions
  ) -> Bool {
    guard plan.identities == nil, !plan.files.contains(where: { $0.columns.isKeyedByName }) else { return false }
    let normaliser = IdentityNormaliser(options.identity)
    for thread in 0..<plan.threads {
      for partition in 0..<plan.partitions {
        let texts = readers[thread].partitions[partition].customers.texts
        for number in 0..<texts.count where normaliser.isNobodysAccount(texts[number]) { return true }
      }
    }
    return false
  }

  /// Puts together what the threads have found; their tables are freed.
  static func resolver(
    _ readers: UnsafeMutablePointer<RowReader>, threads: Int, _ options: ReadOptions
  ) -> IdentityResolver? {
    guard var found = readers[0].collector else { return nil }
    readers[0].collector = nil
    for thread in 1..<max(1, threads) {
      if let other = readers[thread].collector { found.merge(other) }
      readers[thread].collector = nil
    }
    return IdentityResolver(found, options.identityDecisions)
  }
}
