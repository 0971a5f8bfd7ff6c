/// The segments of the folder `Shipped`, embedded in the binary.
public enum ShippedSegments {
  /// Every shipped segment, in the order in which they are listed to a person.
  public static let all: [Segment] = files.compactMap { name, bytes in
    try? SegmentText.segment(bytes, name: name, origin: .shipped, file: name + SegmentShelf.suffix)
  }

  /// The files by name.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("vip", PackageResources.vip_segment),
    ("new", PackageResources.new_segment),
    ("loyal", PackageResources.loyal_segment),
    ("promising-second-order", PackageResources.promising_second_order_segment),
    ("about-to-lapse", PackageResources.about_to_lapse_segment),
    ("at-risk", PackageResources.at_risk_segment),
    ("lapsed-big-spenders", PackageResources.lapsed_big_spenders_segment),
    ("back-again", PackageResources.back_again_segment),
    ("one-time", PackageResources.one_time_segment),
    ("price-only", PackageResources.price_only_segment),
    ("returns-a-lot", PackageResources.returns_a_lot_segment),
    ("no-contact-data", PackageResources.no_contact_data_segment),
  ]
}
