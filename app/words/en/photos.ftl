photo-error-none = Choose a photo.
photo-error-cut = The photo did not arrive whole. Choose it again; nothing else is lost.
photo-error-large = That photo is larger than 10 MB. Choose a smaller one.
photo-error-busy = Many photos are being sent just now. Choose it again in a minute.
photo-error-many = You have sent many photos in the last hour. Choose it again later.
photo-error-heic = That photo is in Apple’s format HEIC, which not every browser can show. Send it as JPEG: on an iPhone, choose Settings, Camera, Formats, “Most Compatible”.
photo-error-kind = That file is no photo in JPEG, PNG or WebP.
photo-error-pixels = That picture has more than 40 million pixels. Choose a smaller one.
photo-error-damaged = That photo cannot be read: something of it is missing or damaged. Choose another copy.
photo-hint = JPEG, PNG or WebP, up to 10 MB. What the camera wrote into it, such as where it was taken, is removed.
photo-choose = Photo
portrait-title = Your photo
# $name (String) - the member
portrait-title-of = Photo of { $name }
# $exchange (String) - the exchange
portrait-lede = The members of { $exchange } see it beside your name. Nobody else does.
# $name (String) - the member
portrait-lede-of = The members see it beside the name of { $name }, who is told that you changed it.
portrait-none = There is no photo yet.
portrait-save = Save the photo
portrait-remove = Remove the photo
portrait-add = Add a photo
portrait-change = Change the photo
